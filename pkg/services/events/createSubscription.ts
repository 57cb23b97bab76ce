import type { LiveEvent } from '../../domain/liveEvent';
import type { Clock } from '../ports/clock';

/** `slow`: more waits than is kept for one reader. `stopped`: the sidecar stops. `closed`: by the reader. */
export type EndReason = 'slow' | 'stopped' | 'closed';

/** Between two batches of one subscription. */
export const PAUSE_MS = 100;
export const MOST_IN_BATCH = 1000;
/** Five times what a panel shows. */
export const MOST_WAITING = 5000;

export type Subscription = ReturnType<typeof createSubscription>;

/** What waits for one reader: given in batches, a few a second however much happens. */
export function createSubscription({ clock, onEnd }: { clock: Clock; onEnd: () => void }) {
  let waiting: LiveEvent[] = [];
  let reader: ((batch: LiveEvent[] | null) => void) | null = null;
  let reason: EndReason | null = null;
  let cancelTimer: (() => void) | null = null;
  let lastGiven = Number.NEGATIVE_INFINITY;
  let tellEnd: (reason: EndReason) => void = () => {};
  const ended = new Promise<EndReason>((resolve) => (tellEnd = resolve));

  function give(): void {
    cancelTimer = null;
    const read = reader;
    reader = null;
    lastGiven = clock.ticks();
    read?.(waiting.splice(0, MOST_IN_BATCH));
  }

  function schedule(): void {
    if (reader === null || waiting.length === 0 || cancelTimer !== null) {
      return;
    }
    const pause = lastGiven + PAUSE_MS - clock.ticks();
    if (pause <= 0) {
      give();
    } else {
      cancelTimer = clock.after(pause, give);
    }
  }

  function end(why: EndReason): void {
    if (reason !== null) {
      return;
    }
    reason = why;
    waiting = [];
    cancelTimer?.();
    cancelTimer = null;
    reader?.(null);
    reader = null;
    tellEnd(why);
    onEnd();
  }

  return {
    ended,
    /** The next events, oldest first and at least one; null once it has ended. For one reader, who asks again after the answer. */
    next(): Promise<LiveEvent[] | null> {
      if (reason !== null) {
        return Promise.resolve(null);
      }
      return new Promise((resolve) => {
        reader = resolve;
        schedule();
      });
    },
    push(event: LiveEvent): void {
      if (waiting.length >= MOST_WAITING) {
        end('slow');
        return;
      }
      waiting.push(event);
      schedule();
    },
    end,
  };
}
