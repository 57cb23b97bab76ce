import type { ArchivePort } from '../services/ports/archivePort';
import type { Clock } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';
import type { ArchiveCalls, ArchiveEngine, CallName } from './archiveEngine';
import { createAttempts } from './createAttempts';
import { createWorkerEngine } from './createWorkerEngine';
import { leftoverWalBytes, prepareDatabaseFile } from './databaseFile';
import { archiveClosed } from './databaseErrors';

export interface ArchiveOptions {
  /** The SQLite file; its folder is made. */
  file: string;
  logger: Logger;
  clock: Clock;
  /** Reading threads. */
  readers?: number;
  /** The connections; tests bring some that fail. */
  engine?: ArchiveEngine;
}

const READERS = 2;

/** Opens the archive and brings its schema up to date. Rejects with a DATABASE_ error when that cannot be done. */
export async function createArchive({ file, logger, clock, readers = READERS, engine = createWorkerEngine(file, readers) }: ArchiveOptions): Promise<ArchivePort> {
  const attempt = createAttempts({ clock, logger });
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  async function open(): Promise<void> {
    const walBytes = await leftoverWalBytes(file);
    const report = await attempt('open', async () => {
      await prepareDatabaseFile(file);
      return engine.open();
    });
    if (walBytes > 0) {
      logger.warn('archive_recovered', { wal_bytes: walBytes });
    }
    if (report.version !== report.from) {
      logger.info('archive_migrated', { from: report.from, to: report.version, copy: report.copy });
    }
    logger.info('archive_opened', { version: report.version, readers });
  }

  const through =
    <K extends CallName>(call: K) =>
    (...args: Parameters<ArchiveCalls[K]>): Promise<ReturnType<ArchiveCalls[K]>> => {
      if (closing) {
        return Promise.reject(archiveClosed());
      }
      const work = attempt(call, () => engine.run(call, args));
      underWay.add(work);
      const done = () => void underWay.delete(work);
      work.then(done, done);
      return work;
    };

  async function close(): Promise<void> {
    await Promise.allSettled(underWay);
    await attempt('close', engine.close);
    logger.info('archive_closed');
  }

  try {
    await open();
  } catch (error) {
    await engine.close().catch(() => {});
    throw error;
  }
  return {
    recordBans: through('recordBans'),
    recordUnbans: through('recordUnbans'),
    recordAudit: through('recordAudit'),
    syncCursor: through('syncCursor'),
    history: through('history'),
    trend: through('trend'),
    auditTrail: through('auditTrail'),
    close: () => (closing ??= close()),
  };
}
