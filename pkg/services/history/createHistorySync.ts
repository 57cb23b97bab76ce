import type { HistoryState } from '../../contract/history';
import type { NewBan } from '../../domain/archivedBan';
import type { ActiveBan } from '../../domain/ban';
import { BanguiError } from '../../domain/errors';
import { copyDatabase } from './copyDatabase';
import { createObservedBans } from './createObservedBans';
import { reasonText } from './reasonText';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';
import type { ServerDatabasePort } from '../ports/serverDatabasePort';
import { ServerDatabaseUnreadable } from '../ports/serverDatabasePort';

/** Counters of a busy server change all the time. */
const PAUSE_MS = 10_000;
/** fail2ban counts a ban before it writes the row. */
const SETTLE_MS = 1_000;

const NOTHING_YET = 'Nothing was copied yet.';

interface HistorySyncDeps {
  fail2ban: Pick<Fail2banPort, 'databaseFile' | 'purgeAge'>;
  database: Pick<ServerDatabasePort, 'page'>;
  /** Where the sidecar sees the database, in place of what fail2ban says. */
  databaseFile: string | null;
  /** Where the sidecar finds what fail2ban calls a path. */
  toHere: (path: string) => string;
  archive: Pick<ArchivePort, 'recordBans' | 'recordFollowed' | 'syncCursor'>;
  activeBans: () => Promise<{ asOf: number; bans: readonly ActiveBan[] }>;
  /** False for a jail that fail2ban does not list. */
  isListed: (jail: string) => boolean;
  /** Another number when the jail may have started anew. */
  restarts: (jail: string) => number;
  /** True while fail2ban's log tells of the ends of bans. */
  isFollowed: () => boolean;
  /** Ban time of a jail that runs now; for bans of which fail2ban kept none. */
  banTimeOf: (jail: string) => number | null;
  clock: Clock;
  logger: Logger;
  /** How often it runs at least: fail2ban must keep its rows for longer. */
  intervalMs: number;
  /** True while the archive has not taken what others gave it. */
  isArchiveBehind: () => boolean;
}

export type HistorySync = ReturnType<typeof createHistorySync>;

/**
 * Copies what fail2ban remembers of bans into the archive: all it still has at first, what is new from then on.
 * It only ever adds: fail2ban forgets after a day and with an unban, the archive does not.
 */
export function createHistorySync({ fail2ban, database, databaseFile, toHere, archive, activeBans, isListed, restarts, isFollowed, banTimeOf, clock, logger, intervalMs, isArchiveBehind }: HistorySyncDeps) {
  const observed = createObservedBans({ archive, activeBans, isListed, restarts, clock });
  let state: HistoryState = { source: 'none', reason: NOTHING_YET, lastSync: null };
  let flight: Promise<{ synced: number }> | null = null;
  let next: Promise<{ synced: number }> | null = null;
  let beganMs = Number.NEGATIVE_INFINITY;
  let cancelDue: (() => void) | null = null;
  let warnedOf: number | null = null;
  let stopped = false;

  async function fromDatabase(): Promise<number> {
    const told = databaseFile ?? (await fail2ban.databaseFile());
    if (told === null) {
      throw new ServerDatabaseUnreadable('none', null, 'fail2ban keeps no database.');
    }
    const file = databaseFile ?? toHere(told);
    return copyDatabase({ file, database, archive, logger, toNewBan, isStopped: () => stopped });
  }

  function toNewBan({ banTime, ...ban }: Parameters<Parameters<typeof copyDatabase>[0]['toNewBan']>[0]): NewBan {
    const told: NewBan = { ...ban, banTime: banTime ?? banTimeOf(ban.jail) ?? 600, origin: 'database' };
    observed.expect(told);
    return told;
  }

  async function warnOfPurge(): Promise<void> {
    const seconds = await fail2ban.purgeAge().catch(() => null);
    if (seconds !== null && seconds * 1000 < 2 * intervalMs && seconds !== warnedOf) {
      logger.warn('history_purge_age_short', { purge_age_seconds: seconds, remedy: 'Raise dbpurgeage in fail2ban.local: bans may be deleted before they are copied.' });
    }
    warnedOf = seconds;
  }

  function enter(source: HistoryState['source'], reason: string | null): void {
    // A sync with nothing new writes nothing, and proves nothing of the archive.
    if (source !== 'none' && isArchiveBehind()) {
      return;
    }
    if (source !== state.source && source === 'observed') {
      logger.warn('history_approximate', { reason });
    }
    state = { source, reason, lastSync: source === 'none' ? state.lastSync : epochSeconds(clock) };
  }

  /** False when that is known already. */
  function enterProblem(error: unknown): boolean {
    const reason = `The archive takes nothing: ${error instanceof Error ? error.message : String(error)}`;
    const isNew = state.reason !== reason;
    enter('none', reason);
    return isNew;
  }

  async function copy(): Promise<number> {
    try {
      const synced = await fromDatabase();
      enter('database', null);
      await observed.record({ starts: false, ends: !isFollowed() }).catch(note);
      await warnOfPurge();
      return synced;
    } catch (error) {
      if (!(error instanceof ServerDatabaseUnreadable)) {
        throw error;
      }
      if (error.reason === 'busy') {
        throw new BanguiError('DATABASE_BUSY', reasonText('busy'), { retries: 0 }, { cause: error });
      }
      logger.debug('history_database_unreadable', { reason: error.reason, code: error.code, detail: error.message });
      const synced = await observed.record({ starts: true, ends: !isFollowed() });
      enter('observed', reasonText(error.reason));
      return synced;
    }
  }

  async function run(): Promise<{ synced: number }> {
    beganMs = clock.ticks();
    try {
      const synced = await copy();
      logger.info('history_sync_complete', { synced });
      return { synced };
    } catch (error) {
      note(error);
      throw error;
    }
  }

  function note(error: unknown): void {
    const code = error instanceof BanguiError ? error.code : 'INTERNAL';
    // An unreachable fail2ban is told of by its own record.
    if (code.startsWith('DATABASE_') && code !== 'DATABASE_BUSY') {
      if (enterProblem(error)) {
        logger.error('archive_write_failed', { error_code: code, error });
      }
    } else if (code === 'INTERNAL') {
      logger.error('history_sync_failed', { error });
    } else {
      logger.info('history_sync_postponed', { error_code: code });
    }
  }

  /** One at a time: who asks while it runs gets the one after it, which sees all that was there when they asked. */
  function sync(): Promise<{ synced: number }> {
    if (stopped) {
      return Promise.reject(new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.'));
    }
    if (flight) {
      next ??= flight.catch(() => {}).then(() => {
        next = null;
        return sync();
      });
      return next;
    }
    flight = run().finally(() => (flight = null));
    return flight;
  }

  function requestSync(): void {
    if (stopped || cancelDue) {
      return;
    }
    const delayMs = Math.max(SETTLE_MS, beganMs + PAUSE_MS - clock.ticks());
    cancelDue = clock.after(delayMs, () => {
      cancelDue = null;
      sync().catch(() => {});
    });
  }

  return {
    /** Returns how many bans were new to the archive. */
    sync,
    /** Something has changed at fail2ban: copies soon, but at most once in ten seconds. */
    requestSync,
    state: (): HistoryState => state,
    /** Why the archive takes nothing; null when it does, as far as is known. */
    archiveProblem: (): string | null => (state.source === 'none' && state.reason !== NOTHING_YET ? state.reason : null),
    /** Somebody else could not write to the archive, and tells of it. */
    noteRefusal: (error: unknown): void => void enterProblem(error),
    /** Why the archive cannot be opened; null when it could be opened after all, and has to catch up. */
    noteArchive(problem: BanguiError | null): void {
      if (problem) {
        enterProblem(problem);
      } else {
        enter('none', NOTHING_YET);
        requestSync();
      }
    },
    /** Ends after the page that is under way. */
    async stop(): Promise<void> {
      stopped = true;
      cancelDue?.();
      cancelDue = null;
      await Promise.allSettled([flight, next]);
    },
  };
}
