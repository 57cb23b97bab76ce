import type { ConfigOption } from '../../../pkg/contract/configReading';
import type { LiveParametersAnswer } from '../../../pkg/contract/configServer';
import { secondsOf } from '../../../pkg/contract/secondsOf';

const LIVE: Readonly<Record<string, 'banTime' | 'findTime' | 'maxRetry' | 'maxMatches'>> = { bantime: 'banTime', findtime: 'findTime', maxretry: 'maxRetry', maxmatches: 'maxMatches' };

/** What the running server has in place of the configured value; null when it is the same, or cannot be told. */
export function liveDifference({ name, value }: Pick<ConfigOption, 'name' | 'value'>, parameters: Partial<LiveParametersAnswer> | null): number | null {
  const key = Object.hasOwn(LIVE, name) ? LIVE[name] : undefined;
  const configured = value === null ? null : secondsOf(value);
  if (key === undefined || parameters === null || configured === null) {
    return null;
  }
  const live = parameters[key] ?? null;
  return live === configured ? null : live;
}
