import type { Followed, NewBan } from '../../domain/archivedBan';
import type { ActiveBan } from '../../domain/ban';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';

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
 * The second best history: whoever is on a list of active bans was banned, and whoever is no longer on it is free.
 * Bans that come and go between two looks are missed.
 */
export function createObservedBans({ archive, activeBans, isListed, clock }: ObservedBansDeps) {
  let recorded = new Set<string>();
  /** By jail and address; null while others tell of ends. */
  let lastSeen: Map<string, ActiveBan> | null = null;
  /** Told by fail2ban's database, and on no list yet. */
  let expected: Array<{ ban: ActiveBan; toldAt: number }> = [];

  async function recordStarts(active: readonly ActiveBan[]): Promise<number> {
    const keyOf = ({ jail, address, start, banTime }: ActiveBan) => `${jail} ${address} ${start} ${banTime}`;
    const fresh = active.filter((ban) => !recorded.has(keyOf(ban)));
    let added = 0;
    for (const chunk of chunksOf(fresh)) {
      added += await archive.recordBans(chunk.map(({ jail, address, start, banTime }) => ({ jail, address, start, banTime, origin: 'observed' })));
    }
    recorded = new Set(active.map(keyOf));
    return added;
  }

  async function recordEnds({ asOf, bans }: Lists): Promise<void> {
    const seen = new Map(bans.map((ban) => [ownerOf(ban), ban]));
    const missing = expected.filter(({ ban }) => (seen.get(ownerOf(ban))?.start ?? Number.NEGATIVE_INFINITY) < ban.start - SAME_START_SECONDS);
    const isSettled = ({ toldAt }: { toldAt: number }) => toldAt + LIST_AGE_SECONDS <= asOf;
    const gone = [...(lastSeen?.values() ?? [])].filter((ban) => !isSame(ban, seen.get(ownerOf(ban))));
    const ended = [...gone, ...missing.filter(isSettled).map(({ ban }) => ban)];
    for (const chunk of chunksOf(ended)) {
      await archive.recordFollowed(chunk.map((ban) => endOf(ban, seen.get(ownerOf(ban)))), null);
    }
    lastSeen = seen;
    expected = missing.filter((each) => !isSettled(each));
  }

  /** Before the next one began. A time that is over tells enough, else somebody has lifted it or its jail was stopped. */
  function endOf({ jail, address, end }: ActiveBan, next: ActiveBan | undefined): Followed {
    const at = Math.min(epochSeconds(clock), end ?? Number.POSITIVE_INFINITY, next ? next.start - 1 : Number.POSITIVE_INFINITY);
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
        lastSeen = null;
        expected = [];
      }
      if (!starts && !ends) {
        return 0;
      }
      const lists = await activeBans();
      const added = starts ? await recordStarts(lists.bans) : 0;
      if (ends) {
        await recordEnds(lists);
      }
      return added;
    },
  };
}

const isSame = (ban: ActiveBan, other: ActiveBan | undefined): boolean => other !== undefined && Math.abs(other.start - ban.start) <= SAME_START_SECONDS;
const ownerOf = ({ jail, address }: ActiveBan): string => `${jail}\n${address}`;

function* chunksOf<T>(list: readonly T[]): Generator<T[]> {
  for (let at = 0; at < list.length; at += CHUNK) {
    yield list.slice(at, at + CHUNK);
  }
}
