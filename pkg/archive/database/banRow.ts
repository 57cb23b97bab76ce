import type { BanOrigin } from '../../domain/archivedBan';
import type { KnownBan } from '../mergeBan';
import { ORIGIN_RANK } from '../mergeBan';

/** A row of `bans` as it is stored, without what tells whose it is. */
export interface BanRow {
  id: number;
  start: number;
  ban_time: number;
  ended_at: number | null;
  origin: number;
  ban_count: number;
  failures: number | null;
  matches: string | null;
  actor: string | null;
}

export const BAN_COLUMNS = 'id, start, ban_time, ended_at, origin, ban_count, failures, matches, actor';

const ORIGINS: readonly BanOrigin[] = ['observed', 'own', 'database'];

export function fromRow(row: BanRow): KnownBan & { id: number } {
  return {
    id: row.id,
    start: row.start,
    banTime: row.ban_time,
    endedAt: row.ended_at,
    origin: ORIGINS[row.origin] ?? 'observed',
    banCount: row.ban_count,
    failures: row.failures,
    // Written by toRow.
    matches: row.matches === null ? [] : (JSON.parse(row.matches) as string[]),
    actor: row.actor,
  };
}

/** In the order of the columns start, ban_time, origin, ban_count, failures, matches, actor. */
export function toColumns(ban: Omit<KnownBan, 'endedAt'>): readonly [number, number, number, number, number | null, string | null, string | null] {
  return [
    ban.start,
    // fail2ban's bantime.rndtime makes fractions.
    Math.round(ban.banTime),
    ORIGIN_RANK[ban.origin],
    ban.banCount,
    ban.failures,
    ban.matches.length === 0 ? null : JSON.stringify(ban.matches),
    ban.actor,
  ];
}
