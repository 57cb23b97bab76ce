import type { Dialect } from '../dialect';
import { ReadError } from '../python/ReadError';
import { toInteger } from '../../../domain/pythonText';
import type { Scalar } from '../python/pythonValue';
import type { MergedConfig } from '../ini/mergedConfig';
import { getOption, toVars } from '../ini/interpolate';

/** Type and default of the options that fail2ban knows, in the order in which it sends them. */
type OptionType = readonly ['string' | 'int' | 'bool', Scalar];
export type OptionTypes = ReadonlyMap<string, OptionType>;

const text: OptionType = ['string', null];
const flag: OptionType = ['bool', null];

export const FILTER_OPTIONS: OptionTypes = new Map<string, OptionType>([
  ['usedns', text],
  ['prefregex', text],
  ['ignoreregex', text],
  ['failregex', text],
  ['maxlines', ['int', null]],
  ['datepattern', text],
  ['journalmatch', text],
]);

export const ACTION_OPTIONS: OptionTypes = new Map<string, OptionType>([
  ['actionstart', text],
  ['actionstart_on_demand', flag],
  ['actionstop', text],
  ['actionflush', text],
  ['actionreload', text],
  ['actioncheck', text],
  ['actionrepair', text],
  ['actionrepair_on_unban', flag],
  ['actionban', text],
  ['actionprolong', text],
  ['actionreban', text],
  ['actionunban', text],
  ['norestored', flag],
]);

/** What is asked first: whether the jail is enabled, and what its filter needs. */
export const JAIL_FIRST: OptionTypes = new Map<string, OptionType>([
  ['enabled', ['bool', false]],
  ['backend', ['string', 'auto']],
  ['filter', ['string', '']],
]);

export function jailOptions({ since111 }: Dialect): OptionTypes {
  return new Map<string, OptionType>([
    ['enabled', ['bool', false]],
    ['backend', ['string', 'auto']],
    ['maxretry', ['int', null]],
    ['maxmatches', ['int', null]],
    ['findtime', text],
    ['bantime', text],
    ['bantime.increment', flag],
    ['bantime.factor', text],
    ['bantime.formula', text],
    ['bantime.multipliers', text],
    ['bantime.maxtime', text],
    ['bantime.rndtime', text],
    ['bantime.overalljails', flag],
    ['ignorecommand', text],
    ['ignoreself', flag],
    ['ignoreip', text],
    ['ignorecache', text],
    ['filter', ['string', '']],
    ['logtimezone', text],
    ['logencoding', text],
    ['logpath', text],
    ...(since111 ? ([['skip_if_nologs', ['bool', false]], ['systemd_if_nologs', ['bool', true]]] as const) : []),
    ['action', ['string', '']],
    ...FILTER_OPTIONS,
  ]);
}

/** The value as its type wants it; undefined when it does not fit, and fail2ban takes its default. */
export function converted(type: string, value: Scalar): Scalar | undefined {
  if (value === null || type === 'string') {
    return value;
  }
  if (type === 'bool') {
    return typeof value === 'string' ? ['1', 'on', 'true', 'yes'].includes(value.toLowerCase()) : Boolean(value);
  }
  return typeof value === 'string' ? (toInteger(value) ?? undefined) : typeof value === 'boolean' ? Number(value) : value;
}

interface ReadOptions {
  /** Values that come before those of the section; what they name is not read. */
  given?: ReadonlyMap<string, Scalar>;
  convert?: boolean;
  mustExist?: boolean;
}

/** The options of a section that are set, or have a default, by name. Throws as `getOption`, `no-section` only when it must exist. */
export function readOptions(config: MergedConfig, section: string, types: OptionTypes, { given = new Map(), convert = true, mustExist = false }: ReadOptions = {}): Map<string, Scalar> {
  const values = new Map<string, Scalar>();
  const vars = toVars(given);
  for (const [name, [type, standard]] of types) {
    if (given.has(name)) {
      continue;
    }
    try {
      const { value } = getOption(config, section, name, vars);
      const fitting = convert ? converted(type, value) : value;
      values.set(name, fitting === undefined ? standard : fitting);
    } catch (error) {
      const kind = error instanceof ReadError ? error.kind : null;
      if ((kind !== 'no-section' && kind !== 'no-option') || (kind === 'no-section' && mustExist)) {
        throw error;
      }
      if (kind === 'no-section' || standard !== null) {
        values.set(name, standard);
      }
    }
  }
  return values;
}
