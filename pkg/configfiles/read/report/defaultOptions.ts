import type { ConfigDefault } from '../../../contract/configReading';
import type { Dialect } from '../dialect';
import type { MergedConfig } from '../ini/mergedConfig';
import { addServerFacts } from '../ini/mergedConfig';
import { effectiveOptions } from './effectiveOptions';
import type { Showing } from './showing';

const MAX_NAMES = 50;
/** Two jails that say nothing: what differs between them is made of a jail's name. */
const [ONE, OTHER] = ['one', 'other'] as const;

/** The options of [DEFAULT] and fail2ban's own, and the jails that have their own in place of each. */
export function defaultOptions(config: MergedConfig, jails: readonly string[], dialect: Dialect, showing: Showing): ConfigDefault[] {
  addServerFacts(config, dialect);
  const silent = (name: string) => effectiveOptions({ ...config, sections: new Map(config.sections).set(name, new Map()) }, name, dialect, showing);
  const others = new Map(silent(OTHER).map(({ name, value }) => [name, value]));
  return silent(ONE).map((option) => {
    const own = jails.filter((jail) => config.sections.get(jail)?.has(option.name));
    const isCommon = others.get(option.name) === option.value;
    return { ...option, value: isCommon ? option.value : null, own: { jails: own.slice(0, MAX_NAMES), more: Math.max(0, own.length - MAX_NAMES) } };
  });
}
