import type { Clock } from '../../pkg/services/ports/clock';

export interface FakeClock extends Clock {
  /** Moves time on, running what falls due on the way, and lets pending promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock this far from where it would be; elapsed time does not notice. */
  setWallClock(shiftMs: number): void;
}

/** Time that passes only when told to. Starts at 2026-01-01T00:00:00Z. */
export function createFakeClock(): FakeClock {
  let now = Date.UTC(2026, 0, 1);
  let wallShift = 0;
  let timers: Array<{ at: number; task: () => void }> = [];
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) {
      await Promise.resolve();
    }
  };
  return {
    now: () => now + wallShift,
    ticks: () => now,
    setWallClock(shiftMs) {
      wallShift = shiftMs;
    },
    after(delayMs, task) {
      const timer = { at: now + delayMs, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const target = now + ms;
      await settle();
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= target).sort((a, b) => a.at - b.at);
        if (!next) {
          break;
        }
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.task();
        await settle();
      }
      now = target;
      await settle();
    },
  };
}
