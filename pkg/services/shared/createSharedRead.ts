import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';

export interface Reading<T> {
  value: T;
  /** UTC epoch seconds at which the reading began. */
  asOf: number;
  /** True when the server is busy and this is its last good answer. */
  stale: boolean;
}

export interface SharedRead<T> {
  get(): Promise<Reading<T>>;
  /** What was last read, however old, without asking anybody. */
  last(): Reading<T> | null;
  /** The next get() reads anew, also when a read that began earlier is still under way. */
  invalidate(): void;
  /** As invalidate(), and the last answer is no longer served either. */
  forget(): void;
}

interface SharedReadDeps<T> {
  clock: Clock;
  load: () => Promise<T>;
  /** How long an answer is as good as a fresh one. */
  ttlMs: number;
  /** How long a caller waits for a fresh answer while there is an older one. */
  patienceMs: number;
  onSlow?: () => void;
}

/** Many callers, one read: single flight, a short cache, and the last good answer while fail2ban is busy. */
export function createSharedRead<T>({ clock, load, ttlMs, patienceMs, onSlow }: SharedReadDeps<T>): SharedRead<T> {
  let kept: { value: T; asOf: number; readMs: number } | null = null;
  let flight: Promise<Reading<T>> | null = null;
  let generation = 0;

  const read = (): Promise<Reading<T>> => {
    const began = generation;
    const asOf = epochSeconds(clock);
    const own = load()
      .then((value) => {
        if (began === generation) {
          kept = { value, asOf, readMs: clock.ticks() };
        }
        return { value, asOf, stale: false };
      })
      .finally(() => {
        if (flight === own) {
          flight = null;
        }
      });
    flight = own;
    return own;
  };

  const lastGood = (): Reading<T> | null => kept && { value: kept.value, asOf: kept.asOf, stale: true };

  return {
    async get() {
      if (kept && clock.ticks() - kept.readMs < ttlMs) {
        return { value: kept.value, asOf: kept.asOf, stale: false };
      }
      const fresh = flight ?? read();
      if (!kept) {
        return fresh;
      }
      let cancel = () => {};
      const impatient = new Promise<'late'>((resolve) => {
        cancel = clock.after(patienceMs, () => resolve('late'));
      });
      try {
        const first = await Promise.race([fresh, impatient]);
        if (first !== 'late') {
          return first;
        }
        onSlow?.();
        fresh.catch(() => {});
        return lastGood() ?? fresh;
      } catch (error) {
        const last = meansBusy(error) ? lastGood() : null;
        if (!last) {
          throw error;
        }
        onSlow?.();
        return last;
      } finally {
        cancel();
      }
    },
    last: lastGood,
    invalidate() {
      generation++;
      flight = null;
      if (kept) {
        kept.readMs = Number.NEGATIVE_INFINITY;
      }
    },
    forget() {
      generation++;
      flight = null;
      kept = null;
    },
  };
}

/** True when the server lives but did not answer in time: then its last good answer still says something. */
export function meansBusy(error: unknown): boolean {
  return error instanceof Fail2banUnreachable ? error.reason === 'refused_busy' : error instanceof BanguiError && error.code === 'FAIL2BAN_TIMEOUT';
}
