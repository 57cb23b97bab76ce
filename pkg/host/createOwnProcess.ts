import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../services/ports/clock';
import type { EventLoopLag, OwnProcessPort } from '../services/ports/ownProcess';

const WINDOW_MS = 30_000;
const RESOLUTION_MS = 10;

/** Watches its own event loop from `start` to `stop`. */
export function createOwnProcess({ clock }: { clock: Clock }): OwnProcessPort & { start(): void; stop(): void } {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let last: EventLoopLag | null = null;
  let cancel = () => {};

  function turn(): void {
    last = lagOf(delays);
    delays.reset();
    cancel = clock.after(WINDOW_MS, turn);
  }

  return {
    uptimeSeconds: () => process.uptime(),
    residentBytes: () => process.memoryUsage.rss(),
    eventLoopLag: () => last ?? lagOf(delays),
    freeBytes: (path) => statfs(path).then(({ bavail, bsize }) => bavail * bsize, () => null),
    start() {
      delays.enable();
      cancel = clock.after(WINDOW_MS, turn);
    },
    stop() {
      cancel();
      delays.disable();
    },
  };
}

/** Node counts the pause between two looks into each delay. */
function lagOf(delays: ReturnType<typeof monitorEventLoopDelay>): EventLoopLag {
  const seconds = (nanoseconds: number) => (delays.count === 0 ? 0 : Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000));
  return {
    min: seconds(delays.min),
    max: seconds(delays.max),
    mean: seconds(delays.mean),
    p50: seconds(delays.percentile(50)),
    p90: seconds(delays.percentile(90)),
    p99: seconds(delays.percentile(99)),
  };
}
