import type { ArchivePort } from '../services/ports/archivePort';
import type { Clock } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';
import type { ArchiveCalls, ArchiveEngine, CallName } from './archiveEngine';
import { createAttempts } from './createAttempts';
import { createUpkeep } from './createUpkeep';
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

  const run = <K extends CallName>(call: K, args: Parameters<ArchiveCalls[K]>): Promise<Awaited<ReturnType<ArchiveCalls[K]>>> =>
    closing ? Promise.reject(archiveClosed()) : attempt(call, () => engine.run(call, args));

  const through =
    <K extends CallName>(call: K) =>
    (...args: Parameters<ArchiveCalls[K]>): Promise<Awaited<ReturnType<ArchiveCalls[K]>>> => {
      const work = run(call, args);
      underWay.add(work);
      const done = () => void underWay.delete(work);
      work.then(done, done);
      return work;
    };
  const upkeep = createUpkeep({ file, clock, run, attempt });

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
    recordFollowed: through('recordFollowed'),
    recordAudit: through('recordAudit'),
    setGeo: through('setGeo'),
    forget: through('forget'),
    optimize: through('optimize'),
    syncCursor: through('syncCursor'),
    history: through('history'),
    lines: through('lines'),
    trend: through('trend'),
    top: through('top'),
    summary: through('summary'),
    address: through('address'),
    life: through('life'),
    followPosition: through('followPosition'),
    unresolved: through('unresolved'),
    unresolvedCount: through('unresolvedCount'),
    auditTrail: through('auditTrail'),
    size: through('size'),
    ...upkeep,
    close: () => (closing ??= close()),
  };
}
