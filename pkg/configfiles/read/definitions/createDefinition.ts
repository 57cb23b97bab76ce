import type { Dialect } from '../dialect';
import { getOption, rawOption, toVars } from '../ini/interpolate';
import type { Vars } from '../ini/interpolate';
import type { MergedConfig } from '../ini/mergedConfig';
import { conditionOf, KNOWN } from '../ini/mergedConfig';
import { placeOf } from '../ini/section';
import type { Entry } from '../ini/section';
import { ReadError } from '../python/ReadError';
import type { Place } from '../python/ReadError';
import { WORD } from '../../../domain/pythonText';
import type { Scalar } from '../python/pythonValue';
import type { OptionTypes } from './optionTypes';
import { converted, readOptions } from './optionTypes';
import { substituteTags } from './substituteTags';

const SECTION = 'Definition';
const OF_SECTION = new RegExp(`^([${WORD}\\-]+)/([^\\s>]+)$`, 'u');

interface DefinitionParts {
  config: MergedConfig;
  types: OptionTypes;
  /** Of the brackets; what [Init] says is added to them. */
  options: Map<string, Scalar>;
  dialect: Dialect;
}

export type Definition = ReturnType<typeof createDefinition>;

/** A filter or an action with the options of one jail: first `read`, then `combined`. */
export function createDefinition({ config, types, options, dialect }: DefinitionParts) {
  let own = new Map<string, Scalar>();
  let vars: Vars = new Map();
  const others = new Map<string, Scalar>();

  function initial(option: string): Scalar {
    return getOption(config, 'Init', option).value;
  }

  function readInit(given: ReadonlyMap<string, Scalar>): void {
    for (const option of [...(config.sections.get('Init')?.keys() ?? [])]) {
      let value: Scalar = null;
      if (!option.startsWith('known/')) {
        value = initial(option);
        options.set(`known/${option}`, value);
      }
      if (!options.has(option)) {
        const unconditional = dialect.since111 ? conditionOf(option)?.name : undefined;
        value = (unconditional === undefined ? undefined : given.get(unconditional)) ?? value;
        options.set(option, value ?? initial(option));
      }
    }
  }

  /** A tag that is none of the options: `<known/option>`, `<section/option>`, or one of [DEFAULT]. */
  function other(tag: string): Scalar {
    const known = others.get(tag);
    if (known !== undefined) {
      return known;
    }
    const [, section = '', option = ''] = OF_SECTION.exec(tag) ?? [];
    const word = section.toLowerCase();
    const sections = section === '' ? [] : word === 'known' ? [KNOWN + SECTION, SECTION] : [word === 'default' ? 'DEFAULT' : section];
    const tries: Array<() => Entry> = [...sections.map((name) => () => getOption(config, name, option)), () => getOption(config, SECTION, tag, vars)];
    const value = firstFound(tries);
    others.set(tag, value);
    return value;
  }

  return {
    config,
    options,
    /** `given` are the jail's options; `all`: those that fail2ban does not know too. Throws as `readOptions`. */
    read(given: ReadonlyMap<string, Scalar>, all = false): void {
      const first = new Map([...given, ...options]);
      own = readOptions(config, SECTION, types, { given: first, convert: false });
      vars = toVars(first);
      readInit(first);
      for (const option of all ? (config.sections.get(SECTION)?.keys() ?? []) : []) {
        own.has(option) || own.set(option, getOption(config, SECTION, option).value);
      }
    },
    /** Every option with its tags replaced. Throws ReadError, with the place of the option at fault as far as it is known. */
    combined(ignored: Iterable<string> = []): Map<string, Scalar> {
      const all = new Map([...own, ...options]);
      if (all.size === 0) {
        return all;
      }
      const ignore = new Set(ignored);
      for (const option of all.keys()) {
        const condition = conditionOf(option);
        condition && ignore.add(condition.name);
      }
      const values = substituteTags(all, { ignore, other, placeOf: (option) => placeIn(config, option) });
      for (const [name, [type, standard]] of types) {
        const value = values.get(name);
        if (type !== 'string' && value !== undefined && value !== null) {
          const fitting = converted(type, value);
          values.set(name, fitting === undefined ? standard : fitting);
        }
      }
      return values;
    },
  };
}

function firstFound(tries: ReadonlyArray<() => Entry>): Scalar {
  for (const attempt of tries) {
    try {
      return attempt().value;
    } catch (error) {
      if (!(error instanceof ReadError) || !['no-section', 'no-option', 'ValueError'].includes(error.kind)) {
        throw error;
      }
    }
  }
  return null;
}

function placeIn(config: MergedConfig, option: string): Place | null {
  for (const section of [SECTION, 'Init']) {
    if (config.sections.get(section)?.has(option)) {
      return placeOf(rawOption(config, section, option));
    }
  }
  return null;
}
