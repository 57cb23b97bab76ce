import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import type { NewBan } from '../domain/archivedBan';
import { systemClock as clock } from '../host/systemClock';
import type { ArchivePort } from '../services/ports/archivePort';
import { createArchive } from './createArchive';

// Threads that translate their sources start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const T = 1_767_225_600;

describe('the upkeep of the archive', () => {
  let dir: string;
  let file: string;
  let archive: ArchivePort;
  beforeEach(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-upkeep-'));
    file = path.join(dir, 'archive.sqlite');
    archive = await createArchive({ file, logger: createRecordingLogger().logger, clock, readers: 1 });
  });
  afterEach(async () => {
    await archive.close();
    rmSync(dir, { recursive: true });
  });

  const bans = (count: number, from = 0): NewBan[] =>
    Array.from({ length: count }, (_, i) => {
      const number = from + i;
      const address = [number * 7 + 1, number * 13, number * 31, number * 61].map((part) => part & 255).join('.');
      return { jail: `jail${number % 5}`, address, start: T + number, banTime: 600, origin: 'database', matches: [`failed from ${address} port 22`] };
    });
  const change = (sql: string) => {
    const database = new Sqlite(file).unsafeMode();
    database.exec(sql);
    database.close();
  };

  it('copies a whole archive while it is written to, and replaces the copy of before', async () => {
    await archive.recordBans(bans(3000));
    const backups = Promise.all([archive.backup(), archive.backup()]);
    let written = 3000;
    for (; written < 6000; written += 100) {
      await archive.recordBans(bans(100, written));
    }
    const [one, other] = await backups;
    expect(one).toEqual(other);
    expect(readdirSync(dir).filter((name) => name.includes('backup'))).toEqual(['archive.sqlite.backup']);
    const { bytes } = await archive.backup();
    const copy = new Sqlite(one.file, { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT count(*) FROM bans').pluck().get()).toBe(6000);
    expect(bytes).toBeGreaterThan(0);
    copy.close();
  });

  it('leaves no trace of an erased address in any file', async () => {
    const victim = '203.0.113.77';
    const place = { country: 'DE', asn: 64500, org: 'Example' };
    await archive.recordBans(bans(2000));
    await archive.recordBans([0, 1000].map((after) => ({ jail: 'sshd', address: victim, start: T + after, banTime: 60, origin: 'database', matches: [`failed from ${victim}`], place })));
    await archive.recordUnbans([{ jail: null, address: victim, at: T + 5, actor: 'ann' }]);
    await archive.recordBans(bans(2000, 2000));
    await archive.backup();
    for (const left of ['v1.copy', 'v1.copy.part', 'v1.copy.part-journal', 'backup.part']) {
      writeFileSync(`${file}.${left}`, victim);
    }
    const key = Buffer.from('04cb00714d', 'hex');
    const holders = () => readdirSync(dir).filter((name) => [key, victim].some((trace) => readFileSync(path.join(dir, name)).includes(trace)));
    expect(holders()).toContain('archive.sqlite.backup');
    expect(await archive.erase(victim)).toEqual({ bans: 2, unbans: 1, failures: 0 });
    expect(holders()).toEqual([]);
    expect(await archive.size()).toMatchObject({ bans: 4000 });
  });

  it('keeps copies from everybody else', async () => {
    const { file: backup } = await archive.backup();
    expect(statSync(backup).mode & 0o777).toBe(0o600);
  });

  it('takes what a reader kept of an erased address out of the log at the next maintenance', async () => {
    const victim = '203.0.113.77';
    await archive.recordBans([{ jail: 'sshd', address: victim, start: T, banTime: 60, origin: 'database', matches: [`failed from ${victim}`] }]);
    const reader = new Sqlite(file, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM bans').get();
    const isHeld = () => readFileSync(`${file}-wal`).includes(victim);
    await archive.erase(victim);
    expect(isHeld()).toBe(true);
    reader.close();
    await archive.optimize();
    expect(isHeld()).toBe(false);
  });

  it('makes a copy anew that was under way while an address was erased', async () => {
    const victim = '203.0.113.77';
    await archive.recordBans([...bans(3000), { jail: 'sshd', address: victim, start: T, banTime: 60, origin: 'database', matches: [`failed from ${victim}`] }]);
    const [{ file: backup }] = await Promise.all([archive.backup(), archive.erase(victim)]);
    expect(readFileSync(backup).includes(victim)).toBe(false);
    expect(readdirSync(dir).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('finds wrong counts and puts them right', async () => {
    await archive.recordBans(bans(500));
    expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
    change("UPDATE hours_by_jail SET bans = bans + 1 WHERE jail_id = 1");
    change("DELETE FROM hours_by_country; INSERT INTO hours_by_asn VALUES (3600, 7, 9), (1900000800, 7, 9); UPDATE addresses SET bans = 5 WHERE id IN (3, 4)");
    expect(await archive.rebuildRollups()).toEqual({ differed: 6 });
    expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
    expect(await archive.trend({ from: 0, to: 2 * T }, 86_400 * 365, 'country')).toMatchObject([{ key: null, bans: 500 }]);
  });

  it('says what is broken', async () => {
    expect(await archive.integrity()).toEqual([]);
    // A row that an index does not have, as it was written while the index was told to leave it out.
    change(`
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = sql || ' WHERE at < 5' WHERE name = 'unbans_by_time';
      PRAGMA writable_schema = RESET;
      INSERT INTO unbans (at, address, lifted) VALUES (7, 'a', 0);
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, ' WHERE at < 5', '') WHERE name = 'unbans_by_time';`);
    expect(await archive.integrity()).toContainEqual(expect.stringContaining('unbans_by_time'));
  });
});
