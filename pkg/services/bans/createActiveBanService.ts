import type { BansResponse } from '../../contract/bans';
import type { ActiveBan } from '../../domain/ban';
import type { Jail } from '../../domain/jail';
import { createBanIndex } from '../../domain/banIndex';
import { BanguiError } from '../../domain/errors';
import type { BanFilter, BanIndex } from '../../domain/banIndex';
import type { JailService } from '../jails/createJailService';
import type { Reading } from '../shared/createSharedRead';
import { createSharedRead } from '../shared/createSharedRead';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';

/** A prolonged ban changes no counter: where bans grow longer, lists are read again after this time all the same. */
const REREAD_MS = 300_000;
/** And any list after this time: counters that came back to where they were must not hide a change for ever. */
const REREAD_ANY_MS = 3_600_000;
/** fail2ban is deaf while it prints a list, so a long one is read at most this often, and never without a reason to. */
const LONG_LIST = 5_000;
const LONG_LIST_PAUSE_MS = 15_000;

interface ActiveBanServiceDeps {
  fail2ban: Fail2banPort;
  jails: JailService;
  clock: Clock;
  cacheMs?: number;
  onSlow?: () => void;
}

interface KeptList {
  signature: string;
  bans: ActiveBan[];
  readMs: number;
}

export type ActiveBanService = ReturnType<typeof createActiveBanService>;

/**
 * The active bans of all jails. A jail's list is fetched only when its counters changed,
 * jail after jail, so that no other client waits for more than one list.
 */
export function createActiveBanService({ fail2ban, jails, clock, cacheMs = 2000, onSlow }: ActiveBanServiceDeps) {
  let lists = new Map<string, KeptList>();
  let index: BanIndex = createBanIndex([]);
  let generation = 0;

  async function load(): Promise<Reading<BanIndex>> {
    const began = generation;
    const counters = await jails.read();
    const next = new Map<string, KeptList>();
    for (const jail of counters.value) {
      next.set(jail.name, await listOf(jail));
    }
    const changed = next.size !== lists.size || [...next].some(([name, list]) => lists.get(name) !== list);
    const read = changed ? createBanIndex([...next.values()].flatMap(({ bans }) => bans)) : index;
    // What was read before an invalidation answers those who asked then, and nobody later.
    if (began === generation) {
      lists = next;
      index = read;
    }
    return { ...counters, value: read };
  }

  async function listOf(jail: Jail): Promise<KeptList> {
    // A new ban time moves the end of bans in force, back as well as on.
    const signature = `${jail.currentlyBanned}/${jail.totalBanned}/${jail.banTime}/${jails.restarts(jail.name)}`;
    const kept = lists.get(jail.name);
    if (kept && !isDue(kept, signature, jail.escalates)) {
      return kept;
    }
    const readMs = clock.ticks();
    const bans = jail.currentlyBanned === 0 ? [] : await unlessGone(fail2ban.activeBans(jail.name));
    return { signature, bans, readMs };
  }

  function isDue(kept: KeptList, signature: string, escalates: boolean): boolean {
    const age = clock.ticks() - kept.readMs;
    const long = kept.bans.length > LONG_LIST;
    if (kept.signature !== signature) {
      return !long || age >= LONG_LIST_PAUSE_MS;
    }
    return age >= (escalates && !long ? REREAD_MS : REREAD_ANY_MS);
  }

  const shared = createSharedRead({ clock, load, ttlMs: cacheMs, patienceMs: 1500, onSlow });

  const stopListening = fail2ban.onConnectionLost(() => {
    generation++;
    lists = new Map();
    shared.invalidate();
  });

  async function read(): Promise<Reading<BanIndex>> {
    const { value, stale } = await shared.get();
    return { ...value, stale: stale || value.stale };
  }

  return {
    /** One page of the bans that match. Throws INVALID_INPUT for a search that is no address, network or beginning of one. */
    async page({ page, pageSize, ...filter }: BanFilter & { page: number; pageSize: number }): Promise<BansResponse> {
      const { value, asOf, stale } = await read();
      const found = value.select(filter);
      const now = epochSeconds(clock);
      const bans = found.slice((page - 1) * pageSize, page * pageSize);
      return { asOf, stale, total: found.length, bans: bans.map((ban) => ({ ...ban, timeLeft: ban.end === null ? null : Math.max(0, ban.end - now) })) };
    },
    /** Every ban of every jail; a long list may be older than `asOf` by LONG_LIST_PAUSE_MS. */
    async all(): Promise<{ asOf: number; bans: ActiveBan[] }> {
      const { value, asOf } = await read();
      return { asOf, bans: value.select({ sort: 'start', order: 'asc' }) };
    },
    /** After a change of our own: the lists of these jails (null: of all) are read again at the next call, a long one when its pause is over. */
    invalidate(names: readonly string[] | null): void {
      generation++;
      for (const name of names ?? [...lists.keys()]) {
        const kept = lists.get(name);
        if (kept && kept.bans.length > LONG_LIST) {
          lists.set(name, { ...kept, signature: '' });
        } else {
          lists.delete(name);
        }
      }
      jails.invalidate();
      shared.invalidate();
    },
    /** True for a jail whose list is too long to be read for the sake of a few bans. */
    isLong: (jail: string): boolean => (lists.get(jail)?.bans.length ?? jails.last()?.value.find(({ name }) => name === jail)?.currentlyBanned ?? 0) > LONG_LIST,
    forget: shared.forget,
    stop: stopListening,
  };
}

/** A jail may go between its counters and its list; then it has no bans. */
async function unlessGone(list: Promise<ActiveBan[]>): Promise<ActiveBan[]> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof BanguiError && error.code === 'JAIL_NOT_FOUND') {
      return [];
    }
    throw error;
  }
}
