import type { Followed, NewBan } from '../../domain/archivedBan';
import type { ActiveBan } from '../../domain/ban';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import { createRestores } from './createRestores';

/** What a call of the archive takes at once. */
const CHUNK = 500;
/** A long list is read only every so often: whoever was banned so short a time before may be missing on it. */
const LIST_AGE_SECONDS = 20;
/** A list cuts off the fraction of a start, fail2ban's database rounds it, and a restored ban is listed as it is there. */
const SAME_START_SECONDS = 2;

interface ObservedBansDeps {
  archive: Pick<ArchivePort, 'recordBans' | 'recordFollowed'>;
  activeBans: () => Promise<Lists>;
  /** False for a jail that fail2ban does not list. */
  isListed: (jail: string) => boolean;
  /** Another number when the jail may have started anew. */
  restarts: (jail: string) => number;
  clock: Clock;
}

interface Lists {
  /** Epoch seconds. */
  asOf: number;
  bans: readonly ActiveBan[];
}

/** What nobody else tells, so that the lists have to. */
interface Untold {
  starts: boolean;
  ends: boolean;
}

/**
 * The second best history: whoever is on a list of active bans was banned, and whoever is no longer on it is free,
 * unless fail2ban is restoring the bans of its jail. Bans that come and go between two looks are missed.
 */
export function createObservedBans({ archive, activeBans, isListed, restarts, clock }: ObservedBansDeps) {
  const restores = createRestores(restarts);
  /** The lists of the last look. */
  let listed: ByOwner<ActiveBan> = new Map();
  /** As they were told to the archive. */
  let recorded: ByOwner<ActiveBan> = new Map();
  /** Whoever is taken for banned; null while others tell of ends. */
  let running: ByOwner<ActiveBan> | null = null;
  /** Since when those of them are on no list that may be restored; epoch seconds. */
  let missingSince: ByOwner<number> = new Map();
  /** When those were that were ended here a short time ago; epoch seconds. */
  let justEnded: ByOwner<number> = new Map();
  /** Told by fail2ban's database, and on no list yet. */
  let expected: Array<{ ban: ActiveBan; toldAt: number }> = [];

  async function recordStarts(active: readonly ActiveBan[]): Promise<number> {
    const asTold = active.map((ban) => {
      const before = recorded.get(ownerOf(ban));
      return before && isSame(before, ban) ? { ...ban, start: before.start } : ban;
    });
    const fresh = asTold.filter((ban) => {
      const before = recorded.get(ownerOf(ban));
      return before?.start !== ban.start || before.banTime !== ban.banTime;
    });
    let added = 0;
    for (const chunk of chunksOf(fresh)) {
      added += await archive.recordBans(chunk.map(({ jail, address, start, banTime }) => ({ jail, address, start, banTime, origin: 'observed' })));
    }
    const away = [...recorded].filter(([, { jail, end }]) => (!isListed(jail) || restores.isRestoring(jail)) && !isOver(end));
    recorded = new Map([...away, ...byOwner(asTold)]);
    return added;
  }

  async function recordEnds({ asOf, bans }: Lists, fresh: readonly ActiveBan[]): Promise<void> {
    const now = epochSeconds(clock);
    const seen = byOwner(bans);
    const nextOf = (ban: ActiveBan) => [seen.get(ownerOf(ban))].find((other) => other && other.start > ban.start + SAME_START_SECONDS);
    const mayComeBack = (ban: ActiveBan) => restores.isRestoring(ban.jail) && !nextOf(ban) && !isOver(ban.end);
    const gone = [...(running?.values() ?? [])].filter((ban) => !isSame(ban, seen.get(ownerOf(ban))));
    const held = gone.filter(mayComeBack);
    const missing = expected.filter(({ ban }) => (seen.get(ownerOf(ban))?.start ?? Number.NEGATIVE_INFINITY) < ban.start - SAME_START_SECONDS);
    const isSettled = ({ ban, toldAt }: { ban: ActiveBan; toldAt: number }) => toldAt + LIST_AGE_SECONDS <= asOf && !mayComeBack(ban);
    const ended = [...gone.filter((ban) => !mayComeBack(ban)), ...missing.filter(isSettled).map(({ ban }) => ban)];

    await tell(ended.map((ban) => endOf(ban, missingSince.get(ownerOf(ban)) ?? now, nextOf(ban))));
    const recent = [...justEnded].filter(([, at]) => at > asOf - LIST_AGE_SECONDS);
    justEnded = new Map([...recent, ...ended.map((ban) => [ownerOf(ban), now] as const)]);
    await tell((running ? fresh : bans).flatMap((ban) => shownOf(ban, justEnded.get(ownerOf(ban)) ?? asOf - LIST_AGE_SECONDS)));

    missingSince = new Map(held.map((ban) => [ownerOf(ban), missingSince.get(ownerOf(ban)) ?? now]));
    running = new Map([...byOwner(held), ...seen]);
    expected = missing.filter((each) => !isSettled(each));
  }

  const isOver = (end: number | null): end is number => end !== null && end <= epochSeconds(clock);

  async function tell(events: readonly Followed[]): Promise<void> {
    for (const chunk of chunksOf(events)) {
      await archive.recordFollowed(chunk, null);
    }
  }

  /** Before the next one began. A time that is over tells enough, else somebody has lifted it or its jail was stopped. */
  function endOf({ jail, address, end }: ActiveBan, missedAt: number, next: ActiveBan | undefined): Followed {
    const at = Math.min(isOver(end) ? end : missedAt, next ? next.start - 1 : Number.POSITIVE_INFINITY);
    return { kind: 'unban', jail, address, at, cause: isListed(jail) ? 'unbanned' : 'jail_stopped' };
  }

  return {
    /** Fail2ban's database tells of a ban, which may be lifted again before a list shows it. */
    expect({ jail, address, start, banTime }: NewBan): void {
      const toldAt = epochSeconds(clock);
      const end = banTime < 0 ? null : start + banTime;
      if (end === null || end > toldAt) {
        expected.push({ ban: { jail, address, start, banTime, end }, toldAt });
      }
    },
    /** Returns how many bans the archive did not know. */
    async record({ starts, ends }: Untold): Promise<number> {
      if (!ends) {
        running = null;
        missingSince = new Map();
        justEnded = new Map();
        // Lists that are asked from now on may be older than what was told a moment ago.
        expected = expected.filter(({ toldAt }) => toldAt + LIST_AGE_SECONDS > epochSeconds(clock));
      }
      if (!starts && !ends) {
        return 0;
      }
      const lists = await activeBans();
      const fresh = lists.bans.filter((ban) => !isSame(ban, listed.get(ownerOf(ban))));
      const awaited = [...listed.values(), ...(running?.values() ?? []), ...expected.map(({ ban }) => ban), ...lists.bans];
      restores.look(awaited.map(({ jail }) => jail), fresh, lists.asOf);
      const added = starts ? await recordStarts(lists.bans) : 0;
      if (ends) {
        await recordEnds(lists, fresh);
      }
      listed = byOwner(lists.bans);
      return added;
    },
  };
}

/** By jail and address. */
type ByOwner<T> = Map<string, T>;

/** A list may be some seconds old: what ended a shorter time ago may still be on it. */
function shownOf({ jail, address, start }: ActiveBan, at: number): Followed[] {
  return start <= at ? [{ kind: 'listed', jail, address, at, start }] : [];
}

const isSame = (ban: ActiveBan, other: ActiveBan | undefined): boolean => other !== undefined && Math.abs(other.start - ban.start) <= SAME_START_SECONDS;
const ownerOf = ({ jail, address }: ActiveBan): string => `${jail}\n${address}`;
const byOwner = (bans: readonly ActiveBan[]): ByOwner<ActiveBan> => new Map(bans.map((ban) => [ownerOf(ban), ban]));

function* chunksOf<T>(list: readonly T[]): Generator<T[]> {
  for (let at = 0; at < list.length; at += CHUNK) {
    yield list.slice(at, at + CHUNK);
  }
}
