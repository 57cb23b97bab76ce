import { ReadError } from '../python/ReadError';
import { WORD } from '../../../domain/pythonText';
import type { Scalar } from '../python/pythonValue';
import { repr, toText } from '../python/pythonValue';
import type { MergedConfig } from './mergedConfig';
import { KNOWN } from './mergedConfig';
import type { Entry } from './section';
import { DEFAULT_SECTION, placeOf } from './section';

const MAX_DEPTH = 10;
/** Ten levels with ten references each would be ten thousand million. */
const MAX_REPLACEMENTS = 100_000;
const SECTION_REFERENCE = new RegExp(`%\\(([${WORD}\\-]+/([^)]+))\\)s`, 'gu');

/** Values that come before those of the section, by name in lower case. */
export type Vars = ReadonlyMap<string, Entry>;

export function toVars(values: ReadonlyMap<string, Scalar>): Vars {
  return new Map([...values].map(([name, value]) => [name.toLowerCase(), { value: value === null ? null : toText(value), origin: null }]));
}

/** The option as it is written: of `vars`, of the section, or of [DEFAULT], in this order. Throws `no-section` or `no-option`. */
export function rawOption(config: MergedConfig, section: string, option: string, vars?: Vars): Entry {
  const own = config.sections.get(section);
  if (!own && section !== DEFAULT_SECTION) {
    throw new ReadError('no-section', `No section: ${repr(section)}`);
  }
  const name = option.toLowerCase();
  const entry = vars?.get(name) ?? own?.get(name) ?? config.defaults.get(name);
  if (!entry) {
    throw new ReadError('no-option', `No option ${repr(name)} in section: ${repr(section)}`);
  }
  return entry;
}

/** The option with every `%(...)s` replaced; its origin is that of the option itself. Throws as `rawOption`, and `config` with the place of a bad reference. */
export function getOption(config: MergedConfig, section: string, option: string, vars?: Vars): Entry {
  const entry = rawOption(config, section, option, vars);
  if (entry.value === null) {
    return entry;
  }
  const run: Run = { config, section, option: option.toLowerCase(), vars, replacements: 0 };
  return { value: replaced(run, entry, new Map(), entry, 1), origin: entry.origin };
}

interface Run {
  config: MergedConfig;
  section: string;
  option: string;
  vars: Vars | undefined;
  replacements: number;
}

function replaced(run: Run, { value: text }: Entry, outer: Vars, written: Entry, depth: number): string {
  if (typeof text !== 'string') {
    throw new ReadError('TypeError', `argument of type '${text === null ? 'NoneType' : typeof text === 'boolean' ? 'bool' : 'int'}' is not iterable`, placeOf(written));
  }
  const { config, section, option, vars } = run;
  const found = new Map(outer).set('__name__', { value: section, origin: null });
  const lookUp = (name: string) => found.get(name) ?? vars?.get(name) ?? config.sections.get(section)?.get(name) ?? config.defaults.get(name);
  for (const [, name = '', ofSection = ''] of text.includes('/') ? text.matchAll(SECTION_REFERENCE) : []) {
    const entry = lookUp(name) ? undefined : sectionOption(config, section, name.slice(0, -ofSection.length - 1), ofSection);
    entry && found.set(name, entry);
  }
  const fail = (at: number, message: string) => new ReadError('config', message, placeOf(written.value === text ? written : { ...written, value: null }, at));
  const rawValue = () => repr(config.sections.get(section)?.get(option)?.value ?? config.defaults.get(option)?.value ?? text);
  if (depth > MAX_DEPTH) {
    throw fail(0, `Recursion limit exceeded in value substitution: option ${repr(option)} in section ${repr(section)} contains an interpolation key which cannot be substituted in ${MAX_DEPTH} steps. Raw value: ${rawValue()}`);
  }
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', from)) {
    parts.push(text.slice(from, at));
    const next = text[at + 1];
    if (next === '%') {
      parts.push('%');
      from = at + 2;
      continue;
    }
    if (next !== '(') {
      throw fail(at, `'%' must be followed by '%' or '(', found: ${repr(text.slice(at))}`);
    }
    const close = text.indexOf(')', at);
    if (close <= at + 2 || text[close + 1] !== 's') {
      throw fail(at, `bad interpolation variable reference ${repr(text.slice(at))}`);
    }
    const name = text.slice(at + 2, close).toLowerCase();
    const entry = lookUp(name);
    run.replacements += 1;
    if (run.replacements > MAX_REPLACEMENTS) {
      throw fail(at, `option ${repr(option)} in section ${repr(section)} grows without end: its references are put into each other`);
    }
    if (!entry) {
      throw fail(at, `Bad value substitution: option ${repr(option)} in section ${repr(section)} contains an interpolation key ${repr(name)} which is not a valid option name. Raw value: ${rawValue()}`);
    }
    const plain = typeof entry.value === 'string' && !entry.value.includes('%');
    parts.push(plain ? String(entry.value) : replaced(run, entry, found, entry.origin ? entry : { ...written, value: null }, depth + 1));
    from = close + 2;
  }
  return parts.join('') + text.slice(from);
}

/** `%(section/option)s`, `%(known/option)s` and `%(default/option)s`: [DEFAULT] steps in where the section has no such option. */
function sectionOption(config: MergedConfig, section: string, of: string, option: string): Entry | undefined {
  const word = of.toLowerCase();
  const named = word === 'default' ? undefined : config.sections.get(word === 'known' ? KNOWN + section : of);
  if (!named && word !== 'default' && word !== 'known') {
    return undefined;
  }
  return named?.get(option) ?? config.defaults.get(option);
}
