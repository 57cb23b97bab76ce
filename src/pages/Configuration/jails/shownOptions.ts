import type { ConfigOption } from '../../../../pkg/contract/configReading';
import type { OptionFields } from '../options/optionFields';
import { fieldOf } from '../options/optionFields';

interface Shown {
  options: readonly ConfigOption[];
  fields: OptionFields;
  /** The file in which changes are kept. */
  own: string;
  drafted: readonly string[];
  all: boolean;
}

/** Rows of the table: what was changed here first, then what the jail says itself, then defaults; `more`: what could be set and is not shown. */
export function shownOptions({ options, fields, own, drafted, all }: Shown): { rows: ConfigOption[]; more: string[] } {
  const inOrder = Object.keys(fields);
  const shown = options.filter(({ name, isKnown }) => all || isKnown || fieldOf(fields, name));
  const known = new Set(shown.map(({ name }) => name));
  const fresh = drafted.filter((name) => !known.has(name)).map((name): ConfigOption => ({ name, value: null, raw: null, origin: null, isKnown: true, problem: null }));
  const rank = ({ origin }: ConfigOption) => (origin === null ? 3 : origin.file === own ? 0 : origin.isDefault ? 2 : 1);
  const order = ({ name }: ConfigOption) => (inOrder.includes(name) ? inOrder.indexOf(name) : inOrder.length);
  return {
    rows: [...fresh, ...shown.sort((a, b) => rank(a) - rank(b) || order(a) - order(b) || a.name.localeCompare(b.name))],
    more: inOrder.filter((name) => !known.has(name) && !drafted.includes(name)),
  };
}
