import type { ConfigJail, ConfigOption } from '../../../../pkg/contract/configReading';
import { fieldOf, JAIL_FIELDS } from '../options/optionFields';
import { ownFileOf } from './ownFile';

const IN_ORDER = Object.keys(JAIL_FIELDS);

/** Rows of the table: what was changed here first, then what the jail says itself, then defaults; `more`: what could be set and is not shown. */
export function shownOptions({ name: jail, options }: ConfigJail, drafted: readonly string[], all: boolean): { rows: ConfigOption[]; more: string[] } {
  const shown = options.filter(({ name, isKnown }) => all || isKnown || fieldOf(JAIL_FIELDS, name));
  const known = new Set(shown.map(({ name }) => name));
  const fresh = drafted.filter((name) => !known.has(name)).map((name): ConfigOption => ({ name, value: null, raw: null, origin: null, isKnown: true, problem: null }));
  const rank = ({ origin }: ConfigOption) => (origin === null ? 3 : origin.file === ownFileOf(jail) ? 0 : origin.isDefault ? 2 : 1);
  const order = ({ name }: ConfigOption) => (IN_ORDER.includes(name) ? IN_ORDER.indexOf(name) : IN_ORDER.length);
  return {
    rows: [...fresh, ...shown.sort((a, b) => rank(a) - rank(b) || order(a) - order(b) || a.name.localeCompare(b.name))],
    more: Object.keys(JAIL_FIELDS).filter((name) => !known.has(name) && !drafted.includes(name)),
  };
}
