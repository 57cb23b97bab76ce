import { renameSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { OpenReport } from '../archiveEngine';
import { makeCopyFile } from '../databaseFile';
import { MIGRATIONS } from './migrations';

/** The file was made by a newer sidecar; this one would not know what it writes. */
export class ArchiveTooNew extends Error {
  readonly code = 'ARCHIVE_TOO_NEW';
  constructor(found: number, known: number) {
    super(
      `The archive has version ${found}, this sidecar knows ${known} and older: start the newer sidecar again, or put the copy back that was made before the change.`
    );
    this.name = 'ArchiveTooNew';
  }
}

/**
 * Brings the schema forward, a migration a transaction. A file that has a schema already is copied first.
 * Foreign keys are off meanwhile, and on afterwards: a table that is made anew would take with it what refers to its rows.
 */
export function migrate(database: Database, file: string, migrations: readonly string[] = MIGRATIONS): OpenReport {
  const from = versionOf(database);
  const version = migrations.length;
  if (from > version) {
    throw new ArchiveTooNew(from, version);
  }
  // Kept in the file: readers and writers of every later start find it so.
  database.pragma('journal_mode = WAL');
  const copy = from > 0 && from < version ? copyOf(database, file, from) : null;
  database.pragma('foreign_keys = OFF');
  try {
    migrations.forEach((sql, index) => database.transaction(() => step(database, index, sql)).immediate());
  } finally {
    database.pragma('foreign_keys = ON');
  }
  return { from, version, copy };
}

function step(database: Database, index: number, sql: string): void {
  if (versionOf(database) === index) {
    database.exec(sql);
    database.pragma(`user_version = ${index + 1}`);
  }
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** Whole or not at all: a copy of an attempt that was killed is never taken for one. */
function copyOf(database: Database, file: string, version: number): string {
  const copy = `${file}.v${version}.copy`;
  const unfinished = `${copy}.part`;
  rmSync(unfinished, { force: true });
  makeCopyFile(unfinished);
  database.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
  return copy;
}
