import { ArchiveRefusal } from '../../domain/errors';
import type { Clock } from '../ports/clock';
import type { Logger } from '../ports/logger';

/** What waits for the archive is kept in memory: up to this many writes and characters, as one may be as long as a request. */
const MOST_WAITING = 1000;
const MOST_CHARACTERS = 32_000_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

interface LateWritesDeps {
  clock: Clock;
  logger: Logger;
  /** In the records of the log: "audit", "own_bans". */
  what: string;
  /** The archive takes nothing, for the time being. */
  onFailure: (error: unknown) => void;
}

interface Waiting {
  write: () => Promise<unknown>;
  characters: number;
}

export type LateWrites = ReturnType<typeof createLateWrites>;

/**
 * Writes that must not be lost while the archive is locked, full or gone: one after the other, in the order
 * they came in, each again until it succeeds, save what the archive can never take. What waits is lost only with the process.
 */
export function createLateWrites({ clock, logger, what, onFailure }: LateWritesDeps) {
  const waiting: Waiting[] = [];
  let characters = 0;
  let flight: Promise<void> | null = null;
  let failing = false;
  let late = 0;
  let lost = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let cancelRetry = () => {};
  let stopped = false;

  function isFull(more: number): boolean {
    return waiting.length >= MOST_WAITING || characters + more > MOST_CHARACTERS;
  }

  async function writeAll(): Promise<void> {
    cancelRetry();
    for (let next = waiting[0]; next; next = waiting[0]) {
      try {
        await next.write();
        late += failing ? 1 : 0;
      } catch (error) {
        if (!(error instanceof ArchiveRefusal)) {
          fail(error);
          return;
        }
        logger.error('archive_write_refused', { what, error });
      }
      waiting.shift();
      characters -= next.characters;
    }
    if (failing) {
      logger.info('archive_caught_up', { what, written: late, lost });
    }
    failing = false;
    late = 0;
    lost = 0;
    pauseMs = FIRST_PAUSE_MS;
  }

  function fail(error: unknown): void {
    if (!failing) {
      failing = true;
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
    /** Resolves after the first attempt, whether it succeeded or will be made again. Never rejects. `size` in characters. */
    async write(write: () => Promise<unknown>, size = 0): Promise<void> {
      if (isFull(size)) {
        lost++ === 0 && logger.error('archive_write_lost', { what, waiting: waiting.length });
        return;
      }
      waiting.push({ write, characters: size });
      characters += size;
      await flight;
      await flush();
    },
    waiting: () => waiting.length,
    /** Tries a last time, and says when something is lost. */
    async stop(): Promise<void> {
      stopped = true;
      await flight;
      await flush();
      if (waiting.length > 0) {
        logger.error('archive_write_lost', { what, waiting: waiting.length });
      }
    },
  };
}
