import type { Clock } from '../services/ports/clock';

const WINDOW_MS = 60_000;

/** At most so many in any 60 seconds. */
export function createRateWindow({ perMinute, clock }: { perMinute: number; clock: Pick<Clock, 'ticks'> }) {
  let taken: number[] = [];
  return {
    /** False when the window is full. */
    take(): boolean {
      const now = clock.ticks();
      taken = taken.filter((at) => now - at < WINDOW_MS);
      if (taken.length >= perMinute) {
        return false;
      }
      taken.push(now);
      return true;
    },
  };
}
