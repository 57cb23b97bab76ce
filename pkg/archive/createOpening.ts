import type { BanguiError } from '../domain/errors';
import type { Clock } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';
import type { ArchiveEngine } from './archiveEngine';
import { createAttempts } from './createAttempts';
import { toDatabaseError } from './databaseErrors';
import { leftoverWalBytes, prepareDatabaseFile } from './databaseFile';

const PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;
/** An attempt may copy the whole file before it fails: what took long is not tried again at once. */
const PAUSE_FACTOR = 5;

interface OpeningOptions {
  file: string;
  readers: number;
  engine: ArchiveEngine;
  clock: Clock;
  logger: Logger;
  /** Why it cannot be opened, at each change of the reason; null when it could be opened after all. */
  onProblem: (problem: BanguiError | null) => void;
}

/** Opens the archive when it is first needed. What fails is told once, and tried anew by a later call. */
export function createOpening({ file, readers, engine, clock, logger, onProblem }: OpeningOptions) {
  const attempt = createAttempts({ clock, logger });
  let isOpen = false;
  let flight: Promise<void> | null = null;
  let problem: BanguiError | null = null;
  let reason: string | null = null;
  let againAtTicks = 0;

  async function open(): Promise<void> {
    const walBytes = await leftoverWalBytes(file);
    const prepareAndOpen = async () => {
      await prepareDatabaseFile(file);
      return engine.open();
    };
    const report = await attempt('open', prepareAndOpen, ({ error, sqliteCode, detail, retries }) => {
      problem = toDatabaseError(error, retries);
      if (reason !== `${sqliteCode} ${detail}`) {
        reason = `${sqliteCode} ${detail}`;
        logger.error('archive_unavailable', { error_code: problem.code, sqlite_code: sqliteCode, detail, retries });
        onProblem(problem);
      }
    });
    isOpen = true;
    if (walBytes > 0) {
      logger.warn('archive_recovered', { wal_bytes: walBytes });
    }
    if (report.version !== report.from) {
      logger.info('archive_migrated', { from: report.from, to: report.version, copy: report.copy });
    }
    logger.info('archive_opened', { version: report.version, readers });
    if (problem !== null) {
      problem = null;
      onProblem(null);
    }
  }

  async function openOrRest(): Promise<void> {
    const beganTicks = clock.ticks();
    try {
      await open();
    } catch (error) {
      // What is half open would hold on to a file that somebody is about to replace.
      await engine.close().catch(() => {});
      const tookMs = clock.ticks() - beganTicks;
      againAtTicks = clock.ticks() + Math.min(LONGEST_PAUSE_MS, Math.max(PAUSE_MS, PAUSE_FACTOR * tookMs));
      throw error;
    }
  }

  return {
    isOpen: () => isOpen,
    /** Resolves when it is open. Rejects with a DATABASE_ error, for a while with the one of the last attempt. */
    ready(): Promise<void> {
      if (isOpen) {
        return Promise.resolve();
      }
      if (problem !== null && flight === null && clock.ticks() < againAtTicks) {
        return Promise.reject(problem);
      }
      flight ??= openOrRest().finally(() => (flight = null));
      return flight;
    },
  };
}
