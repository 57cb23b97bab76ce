import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArchiveTooNew, migrate } from './migrate';
import { LATEST_VERSION, MIGRATIONS } from './migrations';

const FIRST = 'CREATE TABLE one (n INTEGER) STRICT; INSERT INTO one VALUES (1)';
const SECOND = 'CREATE TABLE two (n INTEGER) STRICT; UPDATE one SET n = n + 1';

const TABLES = [
  ['addresses', 'audit', 'ban_lines', 'bans', 'failures', 'follow_position', 'hours_by_asn', 'hours_by_country', 'hours_by_jail', 'jails', 'life'],
  ['sync_cursor', 'systems', 'unbans'],
].flat();

describe('migrations', () => {
  let dir: string;
  let file: string;
  let database: Database;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-migrate-'));
    file = path.join(dir, 'archive.sqlite');
    database = new Sqlite(file);
  });
  afterEach(() => {
    database.close();
    rmSync(dir, { recursive: true });
  });

  const ones = (of: Database) => of.prepare('SELECT n FROM one').pluck().all();

  it('run once each, in order; a new file is not copied', () => {
    expect(migrate(database, file, [FIRST, SECOND])).toEqual({ from: 0, version: 2, copy: null });
    expect(migrate(database, file, [FIRST, SECOND])).toEqual({ from: 2, version: 2, copy: null });
    expect(ones(database)).toEqual([2]);
  });

  it('take a copy of what was there first', () => {
    migrate(database, file, [FIRST]);
    const copy = `${file}.v1.copy`;
    writeFileSync(`${copy}.part`, 'of an attempt that was killed');
    expect(migrate(database, file, [FIRST, SECOND])).toEqual({ from: 1, version: 2, copy });
    expect(existsSync(`${copy}.part`)).toBe(false);
    const before = new Sqlite(copy, { readonly: true });
    expect(ones(before)).toEqual([1]);
    expect(before.pragma('user_version', { simple: true })).toBe(1);
    before.close();
    expect(ones(database)).toEqual([2]);
  });

  it('fail as a whole, keeping those before', () => {
    expect(() => migrate(database, file, [FIRST, `${SECOND}; INSERT INTO nowhere VALUES (1)`])).toThrow('nowhere');
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    expect(ones(database)).toEqual([1]);
    expect(migrate(database, file, [FIRST, SECOND]).version).toBe(2);
    expect(ones(database)).toEqual([2]);
  });

  it('never go back', () => {
    migrate(database, file, [FIRST, SECOND]);
    expect(() => migrate(database, file, [FIRST])).toThrow(ArchiveTooNew);
  });

  it('of the archive itself make strict tables and the write-ahead log', () => {
    expect(migrate(database, file)).toMatchObject({ from: 0, version: LATEST_VERSION });
    expect(MIGRATIONS).toHaveLength(LATEST_VERSION);
    const tables = database.prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'").all();
    expect(tables.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual(
      TABLES.map((name) => ({ name, strict: 1 }))
    );
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  });
});
