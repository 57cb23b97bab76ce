import Sqlite from 'better-sqlite3';
import type { Database, Options } from 'better-sqlite3';
import { LATEST_VERSION } from './migrations';
import { migrate } from './migrate';
import type { Opened } from './createSession';

/** Waiting for a lock is done outside, by timers: a thread that waits inside SQLite serves nobody. */
const NO_WAIT = { timeout: 0 } satisfies Options;
const LARGEST_IDLE_WAL = 32 * 1024 * 1024;

/** The connection that writes: makes the file, brings the schema up to date. */
export function openForWriting(file: string): Opened {
  const database = connect(file, NO_WAIT);
  try {
    const report = migrate(database, file);
    // NORMAL in WAL: a commit survives the death of the process; a power cut may take the last ones (Docs/adr/0007).
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma(`journal_size_limit = ${LARGEST_IDLE_WAL}`);
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
