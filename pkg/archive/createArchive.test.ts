import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeArchiveFollow } from '../../test/contracts/archiveFollow.contract';
import { describeArchivePort } from '../../test/contracts/archivePort.contract';
import { describeArchiveUpkeep } from '../../test/contracts/archiveUpkeep.contract';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import type { NewBan } from '../domain/archivedBan';
import { systemClock as clock } from '../host/systemClock';
import type { ArchiveOptions } from './createArchive';
import { createArchive } from './createArchive';

// Threads that translate their sources start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'bangui-archive-'));
  file = path.join(dir, 'archive.sqlite');
});
afterEach(() => rmSync(dir, { recursive: true }));

const T = 1_767_225_600;
const EVER = { from: 0, to: 2 * T };
const ban = (address: string, start = T): NewBan => ({ jail: 'sshd', address, start, banTime: 600, origin: 'own' });

function open(given: Partial<Pick<ArchiveOptions, 'file' | 'clock'>> = {}) {
  const { logger, records, events } = createRecordingLogger();
  return { archive: createArchive({ file, logger, clock, ...given }), records, events };
}

for (const describePart of [describeArchivePort, describeArchiveFollow, describeArchiveUpkeep]) {
  describePart('SQLite in threads', async () => createArchive({ file, logger: createRecordingLogger().logger, clock, readers: 1 }));
}

describe('the archive', () => {
  it('makes its folder, and says that it opened and closed', async () => {
    const { archive, events } = open({ file: path.join(dir, 'a/b/archive.sqlite') });
    await archive.open();
    await archive.close();
    expect(existsSync(path.join(dir, 'a/b/archive.sqlite'))).toBe(true);
    expect(events()).toEqual(['archive_migrated', 'archive_opened', 'archive_closed']);
  });

  it('keeps everything over a restart, and leaves no -wal behind', async () => {
    const first = open().archive;
    await first.recordBans([ban('192.0.2.1')], { rowid: 1, fingerprint: 'f' });
    await first.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    const { archive: second, events } = open();
    expect(await second.history(EVER, 10)).toHaveLength(1);
    expect(await second.syncCursor()).toEqual({ rowid: 1, fingerprint: 'f' });
    await second.close();
    expect(events()).toEqual(['archive_opened', 'archive_closed']);
  });

  it('reads while an import holds the write lock, and writes when it is done', async () => {
    const { archive } = open();
    const importer = new Sqlite(file);
    try {
      await archive.recordBans([ban('192.0.2.1')]);
      importer.exec("BEGIN IMMEDIATE; INSERT INTO jails (name) VALUES ('imported')");
      expect(await archive.history(EVER, 10)).toHaveLength(1);
      const refused = archive.recordBans([ban('192.0.2.2')]);
      expect(await archive.auditTrail(1)).toEqual([]);
      await expect(refused).rejects.toMatchObject({ code: 'DATABASE_BUSY', details: { retries: 3 } });
      const waiting = archive.recordBans([ban('192.0.2.3')]);
      await archive.history(EVER, 10);
      importer.exec('COMMIT');
      expect(await waiting).toBe(1);
      expect((await archive.history(EVER, 10)).map(({ address }) => address)).toEqual(['192.0.2.3', '192.0.2.1']);
    } finally {
      importer.close();
      await archive.close();
    }
  });

  it('writes all or nothing', async () => {
    const { archive } = open();
    const broken = { ...ban('192.0.2.2'), jail: 'new', banTime: Number.NaN };
    await expect(archive.recordBans([ban('192.0.2.1'), broken], { rowid: 5, fingerprint: 'f' })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await archive.history(EVER, 10)).toEqual([]);
    expect(await archive.syncCursor()).toBeNull();
    expect(await archive.recordBans([{ ...broken, banTime: 1 }])).toBe(1);
    await archive.close();
  });

  it('never changes, deletes or replaces what the audit holds', async () => {
    const { archive } = open();
    await archive.recordAudit({ at: T, actor: 'ann', org: 1, role: 'Admin', host: 'h', action: 'ban', result: 'done', request: '{}', reply: '{}' });
    await archive.close();
    const database = new Sqlite(file);
    const [id] = database.prepare('SELECT id FROM audit').pluck().all();
    const attempts = [
      "UPDATE audit SET actor = 'eve'",
      'DELETE FROM audit',
      `INSERT OR REPLACE INTO audit VALUES (${String(id)}, 1, 'eve', 1, '', '', '', '', '', '')`,
    ];
    for (const sql of attempts) {
      expect(() => database.exec(sql)).toThrow('append-only');
    }
    expect(database.prepare('SELECT actor FROM audit').pluck().all()).toEqual(['ann']);
    database.close();
  });

  const refused = (code: string, message: string | RegExp) => ({ code, message: expect.stringMatching(message), details: { retries: 0 } });
  /** Makes the next attempt due at once. */
  function hasty() {
    let skippedMs = 0;
    return { clock: { ...clock, ticks: () => clock.ticks() + skippedMs }, skip: () => void (skippedMs += 1_000_000) };
  }

  it('refuses what is no database, and leaves it as it is; once that is gone it works', async () => {
    writeFileSync(file, 'not a database, but a text that is long enough to be taken for one at first. '.repeat(20));
    const before = readFileSync(file);
    const { clock: skipping, skip } = hasty();
    const { archive, records, events } = open({ clock: skipping });
    await expect(archive.history(EVER, 10)).rejects.toMatchObject(refused('DATABASE_CORRUPTED', 'Database file is corrupted.'));
    expect(records).toMatchObject([{ level: 'error', event: 'archive_unavailable', fields: { error_code: 'DATABASE_CORRUPTED', sqlite_code: 'SQLITE_NOTADB', retries: 0 } }]);
    expect(readFileSync(file)).toEqual(before);
    rmSync(file);
    skip();
    expect(await archive.recordBans([ban('192.0.2.1')])).toBe(1);
    expect(await archive.history(EVER, 10)).toHaveLength(1);
    await archive.close();
    expect(events()).toEqual(['archive_unavailable', 'archive_migrated', 'archive_opened', 'archive_closed']);
  });

  it('refuses a folder in place of the file, and a file in place of the folder; once that is gone it works', async () => {
    mkdirSync(file);
    const invalid = refused('DATABASE_PATH_INVALID', 'Database directory does not exist or path is invalid.');
    const { clock: skipping, skip } = hasty();
    const { archive } = open({ clock: skipping });
    await expect(archive.recordBans([ban('192.0.2.1')])).rejects.toMatchObject(invalid);
    rmdirSync(file);
    skip();
    expect(await archive.recordBans([ban('192.0.2.1')])).toBe(1);
    await archive.close();
    writeFileSync(path.join(dir, 'plain'), '');
    await expect(open({ file: path.join(dir, 'plain/archive.sqlite') }).archive.syncCursor()).rejects.toMatchObject(invalid);
  });

  it('refuses a file of a newer sidecar, says what to do, and leaves it as it is', async () => {
    const newer = new Sqlite(file);
    newer.pragma('user_version = 999');
    newer.close();
    const before = readFileSync(file);
    const { archive, records } = open();
    await expect(archive.trend(EVER, 60, 'jail')).rejects.toMatchObject(refused('DATABASE_UNAVAILABLE', /version 999.*start the newer sidecar again/));
    expect(records[0]?.fields).toMatchObject({ sqlite_code: 'ARCHIVE_TOO_NEW', detail: expect.stringContaining('version 999') });
    expect(readFileSync(file)).toEqual(before);
  });
});

describe('an archive that is closed in the middle of long questions', () => {
  it('writes what was given to it, gives up what is asked, and does not wait', async () => {
    const { archive } = open();
    await archive.recordBans(Array.from({ length: 3000 }, (_, i) => ban(`10.0.${i >> 8}.${i & 255}`, T + i)));
    const questions = Array.from({ length: 400 }, () => archive.summary(EVER).then(() => 'answered', () => 'given up'));
    const written = archive.recordBans([ban('192.0.2.1')]);
    await archive.close();
    expect(await written).toBe(1);
    expect(await Promise.all(questions)).toContain('answered');
    const again = open().archive;
    expect(await again.history({ ...EVER, addresses: { low: '4c0000201', high: '4c0000201' } }, 1)).toHaveLength(1);
    await again.close();
  });
});
