import type { ActiveBan } from './ban';
import { invalidInput } from './errors';

/** Parameters of a running jail that can be set without a reload, as fail2ban calls them. */
export type LimitKey = 'bantime' | 'findtime' | 'maxretry' | 'maxmatches';

/** Durations in seconds, `banTime` -1 for ever. */
export interface LiveParameters {
  banTime: number;
  findTime: number;
  maxRetry: number;
  maxMatches: number;
}

const LONGEST_SECONDS = 10 * 366 * 86_400;
const LIMITS: Record<LimitKey, { field: keyof LiveParameters; to: number }> = {
  bantime: { field: 'banTime', to: LONGEST_SECONDS },
  findtime: { field: 'findTime', to: LONGEST_SECONDS },
  maxretry: { field: 'maxRetry', to: 10_000 },
  maxmatches: { field: 'maxMatches', to: 10_000 },
};

export const LIMIT_KEYS: ReadonlyArray<readonly [keyof LiveParameters, LimitKey]> = [
  ['banTime', 'bantime'],
  ['findTime', 'findtime'],
  ['maxRetry', 'maxretry'],
  ['maxMatches', 'maxmatches'],
];

/** Throws INVALID_INPUT for what is not a whole number from 1 to its limit; -1 is a ban time for ever. */
export function assertLimit(key: LimitKey, value: number): void {
  const { field, to } = LIMITS[key];
  if (!Number.isInteger(value) || value > to || (value < 1 && !(key === 'bantime' && value === -1))) {
    throw invalidInput(field, `${field} must be a whole number from 1 to ${to}${key === 'bantime' ? ', or -1 for ever' : ''}.`);
  }
}

/** True when bans would end earlier than with the former ban time. */
export function isShorter(banTime: number, before: number): boolean {
  return banTime !== -1 && (before < 0 || banTime < before);
}

/**
 * How many bans in force end at once when the ban time becomes shorter. It holds for every ban that has no length of its own,
 * which fail2ban does not tell: those are taken for it that last as long as the jail bans so far.
 */
export function endingAtOnce(bans: readonly ActiveBan[], before: number, banTime: number, now: number): number {
  return isShorter(banTime, before) ? bans.filter((ban) => sameLength(ban.banTime, before) && ban.start + banTime <= now).length : 0;
}

function sameLength(own: number, ofJail: number): boolean {
  return own === ofJail || (own < 0 && ofJail < 0);
}
