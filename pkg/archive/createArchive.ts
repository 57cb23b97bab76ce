import type { BanguiError } from '../domain/errors';
import type { ArchivePort } from '../services/ports/archivePort';
import type { Clock } from '../services/ports/clock';
import type { ConfigRevisionsPort } from '../services/ports/configRevisionsPort';
import type { SeenConfigPort } from '../services/ports/seenConfigPort';
import type { Logger } from '../services/ports/logger';
import type { OutboxPort } from '../services/ports/outboxPort';
import type { ArchiveCalls, ArchiveEngine, CallName } from './archiveEngine';
import { createAttempts } from './createAttempts';
import { createOpening } from './createOpening';
import { createUpkeep } from './createUpkeep';
import { createWorkerEngine } from './createWorkerEngine';
import { archiveClosed } from './databaseErrors';

export interface ArchiveOptions {
  /** The SQLite file; its folder is made. */
  file: string;
  logger: Logger;
  clock: Clock;
  /** Reading threads. */
  readers?: number;
  /** Whether what happens is also put into the outbox; without it the outbox is emptied and stays so. */
  ships?: boolean;
  /** The connections; tests bring some that fail. */
  engine?: ArchiveEngine;
  /** Why the archive cannot be opened, at each change of the reason; null when it could be opened after all. */
  onProblem?: (problem: BanguiError | null) => void;
}

export interface Archive extends ArchivePort, OutboxPort, ConfigRevisionsPort, SeenConfigPort {
  /** Opens it ahead of the first call. Never rejects, and waits for ten seconds at most: a change of the schema may take longer. */
  open(): Promise<void>;
}

const READERS = 2;
const PATIENCE_MS = 10_000;
/** For answers that are under way when it is closed; what is to be written is always waited for. */
const CLOSE_PATIENCE_MS = 3_000;

/**
 * The archive is opened, and its schema brought up to date, by the first call. While that cannot be done every call
 * rejects with the DATABASE_ error that says why, and some later one tries again.
 */
export function createArchive({ file, logger, clock, readers = READERS, ships = false, engine = createWorkerEngine(file, readers, ships), onProblem = () => {} }: ArchiveOptions): Archive {
  const attempt = createAttempts({ clock, logger });
  const opening = createOpening({ file, readers, engine, clock, logger, onProblem });
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  function untilClosed<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const done = () => void underWay.delete(work);
    work.then(done, done);
    return work;
  }

  const run = <K extends CallName>(call: K, args: Parameters<ArchiveCalls[K]>): Promise<Awaited<ReturnType<ArchiveCalls[K]>>> =>
    closing ? Promise.reject(archiveClosed()) : opening.ready().then(() => attempt(call, () => engine.run(call, args)));

  const through =
    <K extends CallName>(call: K) =>
    (...args: Parameters<ArchiveCalls[K]>): Promise<Awaited<ReturnType<ArchiveCalls[K]>>> =>
      untilClosed(run(call, args));
  const upkeep = createUpkeep({ file, clock, run, attempt });

  async function open(): Promise<void> {
    await orAfter(PATIENCE_MS, untilClosed(opening.ready()));
  }

  async function orAfter(limitMs: number, work: Promise<unknown>): Promise<void> {
    let cancel = () => {};
    const patience = new Promise<void>((resolve) => {
      cancel = clock.after(limitMs, resolve);
    });
    await Promise.race([work.then(() => {}, () => {}), patience]);
    cancel();
  }

  async function close(): Promise<void> {
    await orAfter(CLOSE_PATIENCE_MS, Promise.allSettled(underWay));
    if (opening.isOpen()) {
      await attempt('close', engine.close);
      logger.info('archive_closed');
    }
  }

  return {
    recordBans: through('recordBans'),
    recordUnbans: through('recordUnbans'),
    recordFollowed: through('recordFollowed'),
    recordAudit: through('recordAudit'),
    setGeo: through('setGeo'),
    forget: through('forget'),
    syncCursor: through('syncCursor'),
    history: through('history'),
    lines: through('lines'),
    trend: through('trend'),
    top: through('top'),
    summary: through('summary'),
    address: through('address'),
    life: through('life'),
    failureHours: through('failureHours'),
    latestLife: through('latestLife'),
    followPosition: through('followPosition'),
    unresolved: through('unresolved'),
    unresolvedCount: through('unresolvedCount'),
    withoutSystem: through('withoutSystem'),
    auditTrail: through('auditTrail'),
    size: through('size'),
    takeOutgoing: through('takeOutgoing'),
    restampOutgoing: through('restampOutgoing'),
    dropOutgoing: through('dropOutgoing'),
    beginConfigRevision: through('beginConfigRevision'),
    endConfigRevision: through('endConfigRevision'),
    configRevisions: through('configRevisions'),
    configRevision: through('configRevision'),
    configRevisionHeads: through('configRevisionHeads'),
    openConfigRevisions: through('openConfigRevisions'),
    seenConfig: through('seenConfig'),
    seenConfigText: through('seenConfigText'),
    putSeenConfig: through('putSeenConfig'),
    ...upkeep,
    open,
    close: () => (closing ??= close()),
  };
}
