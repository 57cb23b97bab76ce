import Sqlite from 'better-sqlite3';
import type { Database, Options } from 'better-sqlite3';
import { LATEST_VERSION } from './migrations';
import { migrate } from './migrate';
import type { Opened } from './createSession';

/** Waiting for a lock is done outside, by timers: a thread that waits inside SQLite serves nobody. */
const NO_WAIT = { timeout: 0 } satisfies Options;

/**
 * NORMAL in WAL: a commit survives the death of the process; a power cut may take the last ones (Docs/adr/0007).
 * Addresses come in no order, so that a page of bans touches hundreds of pages of an index: they are kept in memory and
 * written back to the file by the dozen. The idle -wal shrinks to the size given. What is deleted is overwritten: an
 * erased address leaves no trace in the file (inserts cost the same with it).
 */
export const WRITER_SETTINGS: readonly string[] = [
  'synchronous = NORMAL',
  'foreign_keys = ON',
  'secure_delete = ON',
  'cache_size = -16384',
  'wal_autocheckpoint = 4000',
  'journal_size_limit = 33554432',
];

/** The connection that writes: makes the file, brings the schema up to date. */
export function openForWriting(file: string): Opened {
  const database = connect(file, NO_WAIT);
  try {
    const report = migrate(database, file);
    WRITER_SETTINGS.forEach((setting) => database.pragma(setting));
    return { database, report };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A connection that reads, after openForWriting has seen the file. */
export function openForReading(file: string): Opened {
  const database = connect(file, { ...NO_WAIT, readonly: true, fileMustExist: true });
  return { database, report: { from: LATEST_VERSION, version: LATEST_VERSION, copy: null } };
}

function connect(file: string, options: Options): Database {
  try {
    return new Sqlite(file, options);
  } catch (error) {
    // better-sqlite3 looks for the folder itself, and says so with an error without code.
    throw error instanceof TypeError ? Object.assign(error, { code: 'ENOENT' }) : error;
  }
}
