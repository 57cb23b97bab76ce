import type { Clock } from './ports/clock';
import type { Logger } from './ports/logger';

/** Of what cannot be written for hours, the rest is in the log alone. */
const MOST_WAITING = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

interface LateWritesDeps {
  clock: Clock;
  logger: Logger;
  /** In the records of the log: "audit", "own_bans". */
  what: string;
  onFailure: (error: unknown) => void;
}

export type LateWrites = ReturnType<typeof createLateWrites>;

/**
 * Writes that must not be lost when the archive is locked, full or gone for a while: one after the other, in the order
 * they came in, each again until it succeeds. What waits is lost only with the process.
 */
export function createLateWrites({ clock, logger, what, onFailure }: LateWritesDeps) {
  const waiting: Array<() => Promise<unknown>> = [];
  let flight: Promise<void> | null = null;
  let cancelRetry = () => {};
  let pauseMs = FIRST_PAUSE_MS;
  let failed = false;
  let stopped = false;

  async function writeAll(): Promise<void> {
    cancelRetry();
    for (let write = waiting[0]; write; write = waiting[0]) {
      try {
        await write();
        waiting.shift();
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        fail(error);
        return;
      }
    }
    if (failed) {
      failed = false;
      logger.info('archive_caught_up', { what });
    }
  }

  function fail(error: unknown): void {
    if (!failed) {
      failed = true;
      logger.error('archive_write_late', { what, waiting: waiting.length, error });
    }
    onFailure(error);
    if (!stopped) {
      cancelRetry = clock.after(pauseMs, () => void flush());
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  }

  function flush(): Promise<void> {
    flight ??= writeAll().finally(() => (flight = null));
    return flight;
  }

  return {
    /** Resolves after the first attempt, whether it succeeded or will be made again. Never rejects. */
    async write(write: () => Promise<unknown>): Promise<void> {
      if (waiting.length >= MOST_WAITING) {
        waiting.shift();
        logger.error('archive_write_dropped', { what });
      }
      waiting.push(write);
      await flight;
      await flush();
    },
    waiting: () => waiting.length,
    /** Tries a last time. */
    async stop(): Promise<void> {
      stopped = true;
      cancelRetry();
      await flight;
      await flush();
    },
  };
}
