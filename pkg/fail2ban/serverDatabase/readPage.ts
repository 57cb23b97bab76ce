import Database from 'better-sqlite3';
import type { SyncCursor } from '../../services/ports/archivePort';
import type { DamagedRow, StoredBan, StoredPage } from '../../services/ports/serverDatabasePort';
import type { BanRow } from './readStoredBan';
import { readStoredBan } from './readStoredBan';

/** A ban keeps ten log lines at most; what is longer than this is no ordinary one and would only hold the lock. */
const MAX_DETAILS_BYTES = 65_536;

/** Of an SQLite file without fail2ban's tables. */
export class NoBansTable extends Error {
  readonly code = 'NO_BANS_TABLE';
  constructor() {
    super('The file is no database of fail2ban: it has no table of bans.');
    this.name = 'NoBansTable';
  }
}

/**
 * One page in one read transaction. While a statement of a reader is open fail2ban cannot write, and after five seconds
 * it loses the ban: so rows are taken out at once, their text is parsed afterwards, and nothing stays open in between.
 */
export function readPage(file: string, cursor: SyncCursor | null, limit: number): StoredPage {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    const statements = prepare(database);
    const began = performance.now();
    const { kept, rows } = database.transaction(() => {
      const kept = cursor !== null && isSameRow(statements.rowAt(cursor.rowid), cursor);
      return { kept, rows: statements.rowsAfter(kept ? cursor.rowid : 0, limit) };
    })();
    const readMs = performance.now() - began;
    return { ...parse(rows), cursor: cursorAfter(rows, kept ? cursor : null), restarted: cursor !== null && !kept, more: rows.length === limit, readMs };
  } finally {
    database.close();
  }
}

/** fail2ban before 0.11 had neither length nor count. */
function prepare(database: Database.Database) {
  const columns = new Set(database.prepare<[], string>("SELECT name FROM pragma_table_info('bans')").pluck().all());
  if (!['jail', 'ip', 'timeofban'].every((name) => columns.has(name))) {
    throw new NoBansTable();
  }
  const column = (name: string) => (columns.has(name) ? name : `NULL AS ${name}`);
  const data = columns.has('data') ? `CASE WHEN length(data) <= ${MAX_DETAILS_BYTES} THEN data END AS data` : 'NULL AS data';
  const page = database.prepare<[number, number], BanRow>(
    `SELECT rowid, jail, ip, timeofban, ${column('bantime')}, ${column('bancount')}, ${data} FROM bans WHERE rowid > ? ORDER BY rowid LIMIT ?`
  );
  const one = database.prepare<[number], BanRow>('SELECT rowid, jail, ip, timeofban FROM bans WHERE rowid = ?');
  return { rowsAfter: (rowid: number, limit: number) => page.all(rowid, limit), rowAt: (rowid: number) => one.get(rowid) };
}

/**
 * fail2ban deletes rows of unbanned addresses and SQLite gives their numbers away again, always the one after the highest:
 * as long as this row is the same one, nothing new can stand before it.
 */
function isSameRow(row: BanRow | undefined, cursor: SyncCursor): boolean {
  return row !== undefined && fingerprintOf(row) === cursor.fingerprint;
}

function fingerprintOf({ jail, ip, timeofban }: BanRow): string {
  return JSON.stringify([jail, ip, timeofban].map(String));
}

function cursorAfter(rows: readonly BanRow[], before: SyncCursor | null): SyncCursor | null {
  const last = rows.at(-1);
  return last ? { rowid: last.rowid, fingerprint: fingerprintOf(last) } : before;
}

function parse(rows: readonly BanRow[]): { bans: StoredBan[]; damaged: DamagedRow[] } {
  const bans: StoredBan[] = [];
  const damaged: DamagedRow[] = [];
  for (const row of rows) {
    const read = readStoredBan(row);
    if (read) {
      bans.push(read.ban);
    }
    if (!read || read.damaged) {
      damaged.push({ rowid: row.rowid, damage: read ? 'details' : 'row' });
    }
  }
  return { bans, damaged };
}
