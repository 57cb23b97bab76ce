import type { AddressPage } from '../../../pkg/contract/addresses';
import type { HistoryBan } from '../../../pkg/contract/history';

type Unban = AddressPage['unbans'][number];
export type TimelineEntry =
  | { kind: 'banned'; at: number; ban: HistoryBan }
  | { kind: 'ended'; at: number; ban: HistoryBan }
  /** By hand, and no ban of the list tells of it. */
  | { kind: 'unban'; at: number; unban: Unban };

/** How far apart the end of a ban and the unban that ended it may be noted. */
const SAME_SECONDS = 5;

/** What happened to an address, newest first; an unban that ended a ban is told once, as that ban's end. */
export function timelineEntries({ bans, unbans }: Pick<AddressPage, 'bans' | 'unbans'>): TimelineEntry[] {
  const ended = (ban: HistoryBan): TimelineEntry[] => (ban.endedAt === null ? [] : [{ kind: 'ended', at: ban.endedAt, ban }]);
  const entries: TimelineEntry[] = [
    ...bans.flatMap((ban): TimelineEntry[] => [...ended(ban), { kind: 'banned', at: ban.start, ban }]),
    ...unbans.filter((unban) => !bans.some((ban) => isEndBy(ban, unban))).map((unban): TimelineEntry => ({ kind: 'unban', at: unban.at, unban })),
  ];
  return entries.sort((a, b) => b.at - a.at);
}

function isEndBy({ jail, endedAt, endCause }: HistoryBan, unban: Unban): boolean {
  return unban.lifted > 0 && endCause === 'unbanned' && endedAt !== null && Math.abs(endedAt - unban.at) <= SAME_SECONDS && (unban.jail === null || unban.jail === jail);
}
