import { BanguiError } from '../domain/errors';
import type { Principal } from '../domain/principal';
import { personKey } from './principalOf';

export type SharedLoad = 'archive' | 'export';

/** How many may be under way at once. A page asks for some five things; each download may last for hours. */
const MOST: Record<SharedLoad, { each: number; all: number }> = { archive: { each: 8, all: 64 }, export: { each: 2, all: 8 } };

const WORDS: Record<SharedLoad, string> = {
  archive: 'Too many questions to the archive are waiting for their answers. Ask again in a moment.',
  export: 'Too many downloads are under way. Wait until one has ended.',
};

export type Shares = ReturnType<typeof createShares>;

/** Nobody takes all of the archive: so many requests of one person, and of all persons, are under way at once. */
export function createShares() {
  const taken: Record<SharedLoad, Map<string, number>> = { archive: new Map(), export: new Map() };

  return {
    /** Counted until `work` has ended, also when nobody waits for it any more: hanging up makes no room. Throws RATE_LIMITED. */
    async within<T>(load: SharedLoad | undefined, principal: Principal, work: () => Promise<T>): Promise<T> {
      if (load === undefined) {
        return work();
      }
      const persons = taken[load];
      const key = personKey(principal);
      const own = persons.get(key) ?? 0;
      const all = [...persons.values()].reduce((sum, count) => sum + count, 0);
      if (own >= MOST[load].each || all >= MOST[load].all) {
        throw new BanguiError('RATE_LIMITED', WORDS[load]);
      }
      persons.set(key, own + 1);
      try {
        return await work();
      } finally {
        const left = (persons.get(key) ?? 1) - 1;
        if (left > 0) {
          persons.set(key, left);
        } else {
          persons.delete(key);
        }
      }
    },
  };
}
