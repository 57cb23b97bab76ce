import type { ArchivedBan, BanOrigin, EndCause } from '../../domain/archivedBan';

/** Who told of a ban: bits of bans.sources. */
export const SOURCE: Record<BanOrigin, number> = { observed: 1, log: 2, own: 4, database: 8 };

/** What ended a ban, as in bans.end_cause. */
export const CAUSE: Record<Exclude<EndCause, 'expired'>, number> = { unbanned: 1, jail_stopped: 3, flushed: 4 };

/** fail2ban looks for bans that are over once a second, and sources read the clock apart. */
export const SLACK_SECONDS = 2;

const BEST_FIRST: readonly BanOrigin[] = ['database', 'own', 'log', 'observed'];

/** The best source that told of it. */
export function originOf(sources: number): BanOrigin {
  return BEST_FIRST.find((origin) => sources & SOURCE[origin]) ?? 'observed';
}

/** An end when the time of a ban was over is its expiry, whatever fail2ban was at. */
export function endCauseOf(row: { start: number; ban_time: number; ended_at: number | null; end_cause: number | null; ended_by: string | null }): EndCause | null {
  if (row.ended_at === null || row.end_cause === null) {
    return null;
  }
  if (row.ended_by === null && row.ban_time >= 0 && row.ended_at >= row.start + row.ban_time - SLACK_SECONDS) {
    return 'expired';
  }
  return row.end_cause === CAUSE.jail_stopped ? 'jail_stopped' : row.end_cause === CAUSE.flushed ? 'flushed' : 'unbanned';
}

/** A row of `bans` as it is stored. */
export interface BanRow {
  id: number;
  address_id: number;
  jail_id: number;
  start: number;
  /** When it had begun at the latest; null where `start` is when it began. */
  starts_by: number | null;
  ban_time: number;
  ended_at: number | null;
  end_cause: number | null;
  sources: number;
  logged_at: number | null;
  ban_count: number;
  failures: number | null;
  lines: number;
  country: string | null;
  asn: number | null;
  actor: string | null;
  ended_by: string | null;
}

/** What else a ban of the archive is made of. */
export interface BanContext {
  jail: string;
  address: string;
  org: string | null;
  addressBans: number;
}

export function toArchivedBan(row: BanRow, context: BanContext): ArchivedBan {
  return {
    id: row.id,
    jail: context.jail,
    address: context.address,
    start: row.start,
    banTime: row.ban_time,
    endedAt: row.ended_at,
    endCause: endCauseOf(row),
    endedBy: row.ended_by,
    origin: originOf(row.sources),
    banCount: row.ban_count,
    failures: row.failures,
    lines: row.lines,
    actor: row.actor,
    country: row.country,
    asn: row.asn,
    org: context.org,
    addressBans: context.addressBans,
  };
}
