import { BanguiError } from '../domain/errors';
import type { Principal } from '../domain/principal';
import { personKey } from './principalOf';

export type SharedLoad = 'archive' | 'export' | 'lab' | 'log';

/** How many may be under way at once. A page asks for some five things; each download may last for hours; the lab takes a processor and half a gigabyte at worst; the log is read for one after the other, and sixteen may wait there. */
const MOST: Record<SharedLoad, { each: number; all: number }> = { archive: { each: 8, all: 64 }, export: { each: 2, all: 8 }, lab: { each: 2, all: 3 }, log: { each: 4, all: 16 } };

/** Panels of many dashboards may wait for their turn; a script that asks and asks is told so. */
const MOST_WAITING = { each: 256, all: 1024 };

const WORDS: Record<SharedLoad, string> = {
  archive: 'Too many questions to the archive are waiting for their answers. Ask again in a moment.',
  lab: 'fail2ban-regex is at work for too many already. Wait until that has ended.',
  export: 'Too many downloads are under way. Wait until one has ended.',
  log: 'Too many questions to fail2ban’s log are waiting for their answers. Ask again in a moment.',
};

export type Shares = ReturnType<typeof createShares>;

/** Nobody takes all of the archive or of the log: so many requests of one person, and of all persons, are under way at once. */
export function createShares() {
  const taken: Record<SharedLoad, Map<string, number>> = { archive: new Map(), export: new Map(), lab: new Map(), log: new Map() };
  let waiting: Array<{ load: SharedLoad; key: string; begin: () => void }> = [];

  function isFree(load: SharedLoad, key: string): boolean {
    const all = [...taken[load].values()].reduce((sum, count) => sum + count, 0);
    return (taken[load].get(key) ?? 0) < MOST[load].each && all < MOST[load].all;
  }

  function take(load: SharedLoad, key: string): void {
    taken[load].set(key, (taken[load].get(key) ?? 0) + 1);
  }

  function giveBack(load: SharedLoad, key: string): void {
    const left = (taken[load].get(key) ?? 1) - 1;
    if (left > 0) {
      taken[load].set(key, left);
    } else {
      taken[load].delete(key);
    }
    const next = waiting.find((each) => isFree(each.load, each.key));
    if (next) {
      waiting = waiting.filter((each) => each !== next);
      take(next.load, next.key);
      next.begin();
    }
  }

  async function run<T>(load: SharedLoad, key: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      giveBack(load, key);
    }
  }

  return {
    /** Counted until `work` has ended, also when nobody waits for it any more: hanging up makes no room. Throws RATE_LIMITED. */
    async within<T>(load: SharedLoad | undefined, principal: Principal, work: () => Promise<T>): Promise<T> {
      if (load === undefined) {
        return work();
      }
      const key = personKey(principal);
      if (!isFree(load, key)) {
        throw new BanguiError('RATE_LIMITED', WORDS[load]);
      }
      take(load, key);
      return run(load, key, work);
    },
    /** The same, but waits for a share. Throws RATE_LIMITED when too many wait already. */
    async inTurn<T>(load: SharedLoad, principal: Principal, work: () => Promise<T>): Promise<T> {
      const key = personKey(principal);
      const own = waiting.filter((each) => each.key === key && each.load === load).length;
      if (own === 0 && isFree(load, key)) {
        take(load, key);
        return run(load, key, work);
      }
      if (own >= MOST_WAITING.each || waiting.length >= MOST_WAITING.all) {
        throw new BanguiError('RATE_LIMITED', WORDS[load]);
      }
      await new Promise<void>((begin) => waiting.push({ load, key, begin }));
      return run(load, key, work);
    },
  };
}
