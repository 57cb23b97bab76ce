import Database from 'better-sqlite3';
import type { ReadingPlace } from '../../services/ports/serverDatabasePort';

/** A few rows, and nothing stays open: see readPage. */
export function readPlaces(file: string): ReadingPlace[] {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    const rows = database.prepare<[], Record<string, unknown>>('SELECT jail, path, firstlinemd5, lastfilepos FROM logs LIMIT 10000').all();
    return rows.map(({ jail, path, firstlinemd5, lastfilepos }) => ({
      jail: String(jail),
      path: String(path),
      firstLine: firstlinemd5 === null ? null : String(firstlinemd5),
      position: Number(lastfilepos) || 0,
    }));
  } finally {
    database.close();
  }
}
