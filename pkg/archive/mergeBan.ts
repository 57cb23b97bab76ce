import type { ArchivedBan, BanOrigin, NewBan } from '../domain/archivedBan';

/** Sources read the clock apart, and round differently. */
export const SAME_BAN_SECONDS = 2;

/** How much a source knows: its word on times, failures and matches goes before that of a lower one. */
export const ORIGIN_RANK: Record<BanOrigin, number> = { observed: 0, own: 1, database: 2 };

export type KnownBan = Pick<ArchivedBan, 'start' | 'banTime' | 'endedAt' | 'origin' | 'banCount' | 'failures' | 'matches' | 'actor'>;

/** Of the rows of the same jail and address: the one that is the same ban, learnt before from this source or from another. */
export function sameBan<T extends KnownBan>(rows: readonly T[], fresh: NewBan): T | undefined {
  const distance = (row: T) => Math.abs(row.start - fresh.start);
  return rows
    .filter((row) => distance(row) === 0 || (row.origin !== fresh.origin && distance(row) <= SAME_BAN_SECONDS && !endedBefore(row, fresh)))
    .sort((a, b) => distance(a) - distance(b) || Number(a.endedAt !== null) - Number(b.endedAt !== null))[0];
}

/** The address was unbanned, and banned again at once: two bans. */
function endedBefore(row: KnownBan, fresh: NewBan): boolean {
  return row.endedAt !== null && row.endedAt <= fresh.start;
}

/** What both sources together know. Whoever asked for the ban stays, as only our own record has it. */
export function mergeBan<T extends KnownBan>(known: T, fresh: NewBan): T {
  const freshWins = ORIGIN_RANK[fresh.origin] >= ORIGIN_RANK[known.origin];
  const [better, other] = freshWins ? [fresh, known] : [known, fresh];
  return {
    ...known,
    start: better.start,
    banTime: better.banTime,
    origin: better.origin,
    banCount: better.banCount ?? other.banCount ?? 1,
    failures: better.failures ?? other.failures ?? null,
    matches: better.matches ?? other.matches ?? [],
    actor: known.actor ?? fresh.actor ?? null,
  };
}
