import type { ConfigOption } from '../../../contract/configReading';
import { converted, jailOptions } from '../definitions/optionTypes';
import type { Dialect } from '../dialect';
import { getOption, rawOption } from '../ini/interpolate';
import type { MergedConfig } from '../ini/mergedConfig';
import { placeOf } from '../ini/section';
import { ReadError } from '../python/ReadError';
import type { Scalar } from '../python/pythonValue';
import type { Showing } from './showing';

/** Every option that holds for a jail: its own, those of [DEFAULT], and fail2ban's own defaults. */
export function effectiveOptions(config: MergedConfig, jail: string, dialect: Dialect, showing: Showing): ConfigOption[] {
  const types = jailOptions(dialect);
  const section = config.sections.get(jail);
  const named = [...(section?.keys() ?? []), ...config.defaults.keys()].filter((name) => !name.startsWith('known/'));
  const assumed = [...types].filter(([, [, standard]]) => standard !== null).map(([name]) => name);
  return [...new Set([...named, ...assumed])].map((name) => {
    const [type, standard] = types.get(name) ?? ['string', null];
    const isKnown = types.has(name);
    if (!section?.has(name) && !config.defaults.has(name)) {
      return { name, value: asText(standard), raw: null, origin: null, isKnown, problem: null };
    }
    const entry = rawOption(config, jail, name);
    const place = placeOf(entry);
    const base = { name, raw: asText(entry.value), origin: place && { ...place, file: showing.shown(place.file), isDefault: !section?.has(name) }, isKnown };
    try {
      const value = converted(type, getOption(config, jail, name).value);
      const problem = value === undefined ? `${name} must be a whole number` : null;
      return { ...base, value: asText(value === undefined ? standard : value), problem };
    } catch (error) {
      if (!(error instanceof ReadError)) {
        throw error;
      }
      return { ...base, value: null, problem: error.message };
    }
  });
}

export function asText(value: Scalar | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
