import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMaintenance } from './createMaintenance';
import { createReads } from './createReads';
import { createWrites } from './createWrites';
import { ArchiveTooNew, migrate } from './migrate';
import { LATEST_VERSION, MIGRATIONS } from './migrations';

const FIRST = 'CREATE TABLE one (n INTEGER) STRICT; INSERT INTO one VALUES (1)';
const SECOND = 'CREATE TABLE two (n INTEGER) STRICT; UPDATE one SET n = n + 1';

const TABLES = [
  ['addresses', 'audit', 'ban_lines', 'bans', 'config_outcomes', 'config_revisions', 'erasure_salt', 'erasures', 'failures', 'follow_position', 'hours_by_asn', 'hours_by_country', 'hours_by_jail', 'jails', 'life'],
  ['outbox', 'seen_config', 'sync_cursor', 'systems', 'unbans'],
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
    expect(statSync(copy).mode & 0o777).toBe(0o600);
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

  it('take over what the first archive held, and count it', () => {
    migrate(database, file, MIGRATIONS.slice(0, 1));
    database.exec(`
      INSERT INTO jails (id, name) VALUES (1, 'sshd'), (2, 'nginx');
      INSERT INTO bans (jail_id, address, address_key, start, ban_time, ended_at, origin, ban_count, failures, matches, actor) VALUES
        (1, '192.0.2.1', x'04c0000201', 3600, 600, NULL, 2, 1, 5, '["a","b"]', NULL),
        (1, '192.0.2.1', x'04c0000201', 7300, 600, 7400, 2, 2, 5, NULL, 'ann'),
        (2, '192.0.2.1', x'04c0000201', 3700, -1, NULL, 1, 1, NULL, NULL, 'ann'),
        (2, 'root', x'00726f6f74', 3800, -1, NULL, 0, 1, NULL, NULL, NULL);
      INSERT INTO unbans (at, jail_id, address, actor, lifted) VALUES (7400, 1, '192.0.2.1', 'ann', 1);`);
    migrate(database, file);
    const reads = createReads(database);
    const bans = reads.history({ from: 0, to: 9999 }, 10).reverse();
    expect(bans).toMatchObject([
      { jail: 'sshd', address: '192.0.2.1', start: 3600, origin: 'database', lines: 2, endedAt: null, addressBans: 3, actor: null },
      { jail: 'nginx', address: '192.0.2.1', start: 3700, origin: 'own', banTime: -1, actor: 'ann' },
      { jail: 'nginx', address: 'root', start: 3800, origin: 'observed', addressBans: 1 },
      { jail: 'sshd', address: '192.0.2.1', start: 7300, origin: 'database', endedAt: 7400, endCause: 'unbanned', banCount: 2, actor: 'ann' },
    ]);
    expect(reads.lines(bans[0]?.id ?? 0)).toEqual({ source: 'database', lines: ['a', 'b'] });
    const { miscounted } = createMaintenance(database);
    expect([miscounted(null), miscounted({ address: 0 })]).toMatchObject([{ hours: [] }, { addresses: [] }]);
    expect(createWrites(database).erase('192.0.2.1', 9000)).toEqual({ bans: 3, unbans: 1, failures: 0 });
  });

  const V5_BANS = `
    INSERT INTO jails (id, name) VALUES (1, 'sshd');
    INSERT INTO addresses (id, key, country, asn, first_seen, last_seen, bans) VALUES (7, x'04c0000201', 'DE', 64500, 1000, 99000, 10);
    INSERT INTO hours_by_jail SELECT 0, 1, 10;
    INSERT INTO bans (id, address_id, jail_id, start, starts_by, ban_time, ended_at, end_cause, sources, logged_at, ban_count, failures, lines, country, asn, actor, ended_by) VALUES
      (3, 7, 1, 1000, NULL, 600, NULL, NULL, 10, 1003, 1, 5, 2, 'DE', 64500, NULL, NULL), -- runs
      (4, 7, 1, 2000, 2100, 600, 2600, 2, 2, 2000, 1, NULL, 0, 'DE', 64500, NULL, NULL), -- over
      (5, 7, 1, 3000, NULL, 600, 3601, 2, 14, 2998, 2, 5, 0, NULL, NULL, 'ann', NULL), -- over a second late, logged before its start
      (6, 7, 1, 4000, NULL, 600, 4100, 2, 8, NULL, 1, 5, 0, 'DE', 64500, NULL, 'bob'), -- lifted
      (8, 7, 1, 5000, NULL, 600, 5200, 3, 2, 5000, 1, 5, 0, 'DE', 64500, NULL, NULL), -- the jail stopped
      (9, 7, 1, 6000, NULL, -1, NULL, NULL, 4, NULL, 1, 5, 0, 'DE', 64500, 'ann', NULL), -- for ever
      (10, 7, 1, 7000, NULL, -1, 8000, 4, 2, 7000, 1, 5, 0, 'DE', 64500, NULL, NULL), -- for ever, flushed
      (11, 7, 1, 8000, NULL, 86400, 8500, NULL, 1, NULL, 1, NULL, 0, 'DE', 64500, NULL, NULL), -- the next ban tells of its end
      (12, 7, 1, 9000, NULL, 0, 9000, 2, 2, 9000, 1, 5, 0, 'DE', 64500, NULL, NULL),
      (20, 7, 1, 99000, NULL, 600, 98990, 2, 2, 99000, 1, 5, 0, 'DE', 64500, NULL, NULL); -- ended before it began, by another clock
    INSERT INTO ban_lines (ban_id, source, lines) VALUES (3, 8, '["a","b"]');
    INSERT INTO outbox (kind, ref, noted_at) VALUES (2, 4, 1);`;
  const V5_COLUMNS =
    'id, address_id, jail_id, start, starts_by, ban_time, ended_at, end_cause, sources, logged_at, ban_count, failures, lines, country, asn, actor, ended_by';
  const bansOf = (of: Database) => of.prepare<[], { end_cause: number | null }>(`SELECT ${V5_COLUMNS} FROM bans ORDER BY id`).all();

  it('make the bans anew and keep each of them, with its lines', () => {
    migrate(database, file, MIGRATIONS.slice(0, 5));
    database.exec(V5_BANS);
    const before = bansOf(database);
    expect(migrate(database, file)).toMatchObject({ from: 5, copy: `${file}.v5.copy` });
    expect(bansOf(database)).toEqual(before.map((ban) => ({ ...ban, end_cause: ban.end_cause === 2 ? 1 : ban.end_cause })));
    const causes = createReads(database).history({ from: 0, to: 99_999 }, 20).map(({ id, endedAt, endCause }) => [id, endedAt, endCause]).reverse();
    expect(causes).toEqual([
      [3, null, null],
      [4, 2600, 'expired'],
      [5, 3601, 'expired'],
      [6, 4100, 'unbanned'],
      [8, 5200, 'jail_stopped'],
      [9, null, null],
      [10, 8000, 'flushed'],
      [11, 8500, null],
      [12, 9000, 'expired'],
      [20, 98_990, 'unbanned'],
    ]);
    expect(createReads(database).lines(3)).toEqual({ source: 'database', lines: ['a', 'b'] });
    expect(database.prepare('SELECT kind, ref FROM outbox').all()).toEqual([{ kind: 2, ref: 4 }]);
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.exec('DELETE FROM bans WHERE id = 3');
    expect(database.prepare('SELECT count(*) FROM ban_lines').pluck().get()).toBe(0);
    expect(() => database.exec('UPDATE bans SET address_id = 8')).toThrow('FOREIGN KEY');
  });

  it('leave the bans as they were when making them anew fails', () => {
    migrate(database, file, MIGRATIONS.slice(0, 5));
    database.exec(V5_BANS);
    const before = bansOf(database);
    expect(() => migrate(database, file, [...MIGRATIONS.slice(0, 5), `${MIGRATIONS[5]}; INSERT INTO nowhere VALUES (1)`])).toThrow('nowhere');
    expect(bansOf(database)).toEqual(before);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(indexesOf(database)).toEqual(['bans_by_start', 'bans_identity']);
    expect(migrate(database, file).from).toBe(5);
    expect(bansOf(database)).toHaveLength(before.length);
    expect(indexesOf(database)).toEqual(['bans_by_start', 'bans_identity']);
  });
});

const indexesOf = (of: Database) => of.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'bans' ORDER BY name").pluck().all();
