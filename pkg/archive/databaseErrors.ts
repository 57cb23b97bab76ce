import type { ErrorCode } from '../contract/errors';
import { ArchiveRefusal, BanguiError } from '../domain/errors';

export type DatabaseErrorCode = Extract<ErrorCode, `DATABASE_${string}`>;

const MESSAGE: Record<DatabaseErrorCode, string> = {
  DATABASE_PERMISSION_DENIED: 'Insufficient permissions to access the database file.',
  DATABASE_PATH_INVALID: 'Database directory does not exist or path is invalid.',
  DATABASE_BUSY: 'Database is temporarily busy. Retry the request.',
  DATABASE_CORRUPTED: 'Database file is corrupted.',
  DATABASE_UNAVAILABLE: 'Database is unavailable.',
};

/** Extended result codes, such as SQLITE_BUSY_SNAPSHOT, begin with their primary one. */
const CODES: ReadonlyArray<[RegExp, DatabaseErrorCode]> = [
  [/^(EACCES|EPERM|EROFS|SQLITE_(PERM|READONLY)(_|$))/, 'DATABASE_PERMISSION_DENIED'],
  [/^(ENOENT|ENOTDIR|EISDIR|EEXIST|ELOOP|ENAMETOOLONG|SQLITE_CANTOPEN(_|$))/, 'DATABASE_PATH_INVALID'],
  [/^SQLITE_(BUSY|LOCKED)(_|$)/, 'DATABASE_BUSY'],
  [/^SQLITE_(CORRUPT|NOTADB)(_|$)/, 'DATABASE_CORRUPTED'],
];

/** It is not the database that is at fault. */
const BY_CONTENT = /^SQLITE_(CONSTRAINT|MISMATCH)(_|$)/;
/** Says itself what to do. */
const OWN_WORDS = 'ARCHIVE_TOO_NEW';

/** What SQLite, the system or Node said; "UNKNOWN" when it had no code. */
export function sqliteCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

export function databaseErrorCode(error: unknown): DatabaseErrorCode {
  const code = sqliteCode(error);
  return CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'DATABASE_UNAVAILABLE';
}

export function toDatabaseError(error: unknown, retries: number): BanguiError {
  const code = databaseErrorCode(error);
  const message = error instanceof Error && sqliteCode(error) === OWN_WORDS ? error.message : MESSAGE[code];
  return BY_CONTENT.test(sqliteCode(error)) ? new ArchiveRefusal(message, { retries }, error) : new BanguiError(code, message, { retries }, { cause: error });
}

export function archiveClosed(): BanguiError {
  return new BanguiError('DATABASE_UNAVAILABLE', MESSAGE.DATABASE_UNAVAILABLE, { retries: 0 }, { cause: new Error('The archive is closed.') });
}
