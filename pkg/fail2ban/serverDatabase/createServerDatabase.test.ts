import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServerDatabase } from './createServerDatabase';

const SCHEMA_4 = 'CREATE TABLE bans(jail TEXT NOT NULL, ip TEXT, timeofban INTEGER NOT NULL, bantime INTEGER NOT NULL, bancount INTEGER NOT NULL DEFAULT 1, data JSON)';
const SCHEMA_2 = 'CREATE TABLE bans(jail TEXT NOT NULL, ip TEXT, timeofban INTEGER NOT NULL, data JSON)';

describe("fail2ban's database", () => {
  let dir: string;
  let file: string;
  let writer: Database.Database;
  const reader = createServerDatabase();
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-f2bdb-'));
    file = path.join(dir, 'fail2ban.sqlite3');
    writer = new Database(file);
  });
  afterEach(async () => {
    writer.close();
    rmSync(dir, { recursive: true, force: true });
    await reader.close();
  });

  const insert = (jail: unknown, ip: unknown, time: unknown, banTime: unknown = 600, count: unknown = 1, data: unknown = null) =>
    writer.prepare('INSERT INTO bans VALUES (?, ?, ?, ?, ?, ?)').run(jail, ip, time, banTime, count, data);
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));

  it('gives bans with their log lines, whole or in three parts', async () => {
    writer.exec(SCHEMA_4);
    insert('sshd', '192.0.2.7', 1000, 600, 2, json({ matches: ['a line', ['', 'Nov 21 01:45:27', ' host sshd: Failed']], failures: 5, user: 'röt' }));
    insert('sshd', '2001:db8::7', 1001.6, 60.4, 1, json({ matches: [], failures: 0 }));
    insert('ever', '198.51.100.0/24', 1002, -1);
    const page = await reader.page(file, null);
    expect(page.bans).toEqual([
      { jail: 'sshd', address: '192.0.2.7', start: 1000, banTime: 600, banCount: 2, failures: 5, matches: ['a line', 'Nov 21 01:45:27 host sshd: Failed'] },
      { jail: 'sshd', address: '2001:db8::7', start: 1002, banTime: 60, banCount: 1, failures: 0, matches: [] },
      { jail: 'ever', address: '198.51.100.0/24', start: 1002, banTime: -1, banCount: 1, failures: null, matches: [] },
    ]);
    expect(page).toMatchObject({ damaged: [], restarted: false, more: false, cursor: { rowid: 3 } });
  });

  it('tells how far logs were read', async () => {
    await expect(reader.readingPlaces(file)).rejects.toMatchObject({ name: 'ServerDatabaseUnreadable' });
    writer.exec('CREATE TABLE logs(jail TEXT NOT NULL, path TEXT, firstlinemd5 TEXT, lastfilepos INTEGER DEFAULT 0)');
    writer.exec("INSERT INTO logs VALUES ('sshd', '/var/log/auth.log', 'ab', 77), ('new', '/var/log/new.log', NULL, 0), ('journal', 'systemd-journal', 'ab', 1763700000.5)");
    expect(await reader.readingPlaces(file)).toEqual([
      { jail: 'sshd', path: '/var/log/auth.log', firstLine: 'ab', position: 77 },
      { jail: 'new', path: '/var/log/new.log', firstLine: null, position: 0 },
      { jail: 'journal', path: 'systemd-journal', firstLine: 'ab', position: 1763700000.5 },
    ]);
    await expect(reader.readingPlaces(path.join(dir, 'none'))).rejects.toMatchObject({ reason: 'missing' });
  });

  it('of a fail2ban before 0.11 has no lengths and no counts', async () => {
    writer.exec(SCHEMA_2);
    writer.prepare('INSERT INTO bans VALUES (?, ?, ?, ?)').run('sshd', '192.0.2.7', 1000, json({ matches: ['x'], failures: 3 }));
    expect((await reader.page(file, null)).bans).toEqual([{ jail: 'sshd', address: '192.0.2.7', start: 1000, banTime: null, banCount: 1, failures: 3, matches: ['x'] }]);
  });

  it('takes a length without measure for ever, and leaves out what no calendar has', async () => {
    writer.exec(SCHEMA_4);
    insert('sshd', '192.0.2.1', 1000, 2.1e20, 1e300, json({ failures: 2.5 }));
    insert('sshd', '192.0.2.2', 1e300);
    insert('sshd', '192.0.2.3', 1001);
    const page = await reader.page(file, null);
    expect(page.bans).toMatchObject([
      { address: '192.0.2.1', start: 1000, banTime: -1, banCount: 1, failures: 3 },
      { address: '192.0.2.3', start: 1001 },
    ]);
    expect(page.damaged).toEqual([{ rowid: 2, damage: 'row' }]);
  });

  it('marks a length as unknown that fail2ban took over from an older version', async () => {
    writer.exec(SCHEMA_4);
    insert('sshd', '192.0.2.7', 1000, -2);
    expect((await reader.page(file, null)).bans[0]?.banTime).toBeNull();
  });

  it('is read past rows that say nothing, and keeps a ban whose details are broken', async () => {
    writer.exec(SCHEMA_4);
    insert('sshd', null, 1000);
    insert('sshd', '192.0.2.1', 'long ago');
    insert('sshd', '192.0.2.2', 1000, 600, 1, Buffer.from('{"matches": ['));
    insert('sshd', '192.0.2.3', 1000, 600, 1, json({ matches: [1, ['a', 2], 'kept'], failures: 'many' }));
    insert('sshd', '192.0.2.4', 1000, 600, 1, json({ matches: ['x'.repeat(100_000)], failures: 1 }));
    const { bans, damaged } = await reader.page(file, null);
    expect(damaged).toEqual([
      { rowid: 1, damage: 'row' },
      { rowid: 2, damage: 'row' },
      { rowid: 3, damage: 'details' },
    ]);
    expect(bans.map(({ address, matches, failures }) => [address, matches, failures])).toEqual([
      ['192.0.2.2', [], null],
      ['192.0.2.3', ['kept'], null],
      ['192.0.2.4', [], null],
    ]);
  });

  it('comes in pages that a cursor continues', async () => {
    writer.exec(SCHEMA_4);
    writer.transaction(() => Array.from({ length: 1201 }, (_, i) => insert('sshd', `10.0.${i >> 8}.${i & 255}`, 1000 + i)))();
    const sizes: number[] = [];
    let cursor = null;
    for (let more = true; more; ) {
      const page = await reader.page(file, cursor);
      sizes.push(page.bans.length);
      ({ cursor, more } = page);
    }
    expect(sizes).toEqual([500, 500, 201]);
    expect(await reader.page(file, cursor)).toMatchObject({ bans: [], cursor, restarted: false, more: false });
    insert('sshd', '192.0.2.9', 5000);
    expect((await reader.page(file, cursor)).bans.map(({ address }) => address)).toEqual(['192.0.2.9']);
  });

  describe('whose rows were deleted', () => {
    beforeEach(() => {
      writer.exec(SCHEMA_4);
      insert('sshd', '192.0.2.1', 1000);
      insert('sshd', '192.0.2.2', 1001);
    });
    const addresses = async (cursor: Parameters<typeof reader.page>[1]) => {
      const { bans, restarted } = await reader.page(file, cursor);
      return { restarted, addresses: bans.map(({ address }) => address) };
    };

    it('is read anew when another ban got the number of the last one', async () => {
      const { cursor } = await reader.page(file, null);
      writer.exec("DELETE FROM bans WHERE ip = '192.0.2.2'");
      insert('sshd', '192.0.2.3', 1002);
      expect(cursor?.rowid).toBe(writer.prepare('SELECT max(rowid) FROM bans').pluck().get());
      expect(await addresses(cursor)).toEqual({ restarted: true, addresses: ['192.0.2.1', '192.0.2.3'] });
    });

    it('is read anew when the last one is gone, also when all are', async () => {
      const { cursor } = await reader.page(file, null);
      writer.exec("DELETE FROM bans WHERE ip = '192.0.2.2'");
      expect(await addresses(cursor)).toEqual({ restarted: true, addresses: ['192.0.2.1'] });
      writer.exec('DELETE FROM bans');
      expect(await addresses(cursor)).toEqual({ restarted: true, addresses: [] });
    });

    it('goes on after the last one when only older ones are gone', async () => {
      const { cursor } = await reader.page(file, null);
      writer.exec("DELETE FROM bans WHERE ip = '192.0.2.1'");
      insert('sshd', '192.0.2.3', 1002);
      expect(await addresses(cursor)).toEqual({ restarted: false, addresses: ['192.0.2.3'] });
    });
  });

  it('holds no lock between pages', async () => {
    writer.exec(SCHEMA_4);
    insert('sshd', '192.0.2.1', 1000);
    await reader.page(file, null);
    writer.pragma('busy_timeout = 0');
    writer.exec('BEGIN EXCLUSIVE; COMMIT');
  });

  it('is called missing, damaged, unsupported or forbidden', async () => {
    await expect(reader.page(path.join(dir, 'none'), null)).rejects.toMatchObject({ reason: 'missing', code: 'ENOENT' });
    const text = path.join(dir, 'text');
    writeFileSync(text, 'no database at all, but long enough to be taken for one'.repeat(40));
    await expect(reader.page(text, null)).rejects.toMatchObject({ reason: 'damaged', code: 'SQLITE_NOTADB' });
    writer.exec('CREATE TABLE other(x)');
    await expect(reader.page(file, null)).rejects.toMatchObject({ reason: 'unsupported' });
  });

  it('is called forbidden when its mode forbids it', async () => {
    writer.exec(SCHEMA_4);
    chmodSync(dir, 0o711);
    chmodSync(file, 0o600);
    const uid = process.geteuid?.() ?? 0;
    // Root may read everything, so the test must not be root; the thread is started before, while it can still load its sources.
    const other = createServerDatabase();
    await other.page(file, null);
    try {
      if (uid === 0) {
        process.seteuid?.(65_534);
      } else {
        chmodSync(file, 0o000);
      }
      await expect(other.page(file, null)).rejects.toMatchObject({ reason: 'permission_denied' });
    } finally {
      process.seteuid?.(uid);
      await other.close();
    }
  });
});
