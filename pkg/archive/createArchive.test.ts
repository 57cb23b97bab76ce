import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function open(given: { file?: string } = {}) {
  const { logger, records, events } = createRecordingLogger();
  return { opening: createArchive({ file, logger, clock, ...given }), records, events };
}

for (const describePart of [describeArchivePort, describeArchiveFollow, describeArchiveUpkeep]) {
  describePart('SQLite in threads', () => createArchive({ file, logger: createRecordingLogger().logger, clock, readers: 1 }));
}

describe('the archive', () => {
  it('makes its folder, and says that it opened and closed', async () => {
    const { opening, events } = open({ file: path.join(dir, 'a/b/archive.sqlite') });
    await (await opening).close();
    expect(existsSync(path.join(dir, 'a/b/archive.sqlite'))).toBe(true);
    expect(events()).toEqual(['archive_migrated', 'archive_opened', 'archive_closed']);
  });

  it('keeps everything over a restart, and leaves no -wal behind', async () => {
    const first = await open().opening;
    await first.recordBans([ban('192.0.2.1')], { rowid: 1, fingerprint: 'f' });
    await first.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    const { opening, events } = open();
    const second = await opening;
    expect(await second.history(EVER, 10)).toHaveLength(1);
    expect(await second.syncCursor()).toEqual({ rowid: 1, fingerprint: 'f' });
    await second.close();
    expect(events()).toEqual(['archive_opened', 'archive_closed']);
  });

  it('reads while an import holds the write lock, and writes when it is done', async () => {
    const archive = await open().opening;
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
    const archive = await open().opening;
    const broken = { ...ban('192.0.2.2'), jail: 'new', banTime: Number.NaN };
    await expect(archive.recordBans([ban('192.0.2.1'), broken], { rowid: 5, fingerprint: 'f' })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await archive.history(EVER, 10)).toEqual([]);
    expect(await archive.syncCursor()).toBeNull();
    expect(await archive.recordBans([{ ...broken, banTime: 1 }])).toBe(1);
    await archive.close();
  });

  it('never changes, deletes or replaces what the audit holds', async () => {
    const archive = await open().opening;
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

  it('refuses what is no database, and leaves it as it is', async () => {
    writeFileSync(file, 'not a database, but a text that is long enough to be taken for one at first. '.repeat(20));
    const before = readFileSync(file);
    const { opening, records } = open();
    await expect(opening).rejects.toMatchObject({ code: 'DATABASE_CORRUPTED', details: { retries: 0 } });
    expect(records).toMatchObject([{ level: 'error', event: 'archive_error', fields: { operation: 'open', sqlite_code: 'SQLITE_NOTADB', retries: 0 } }]);
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses a folder in place of the file, and a file in place of the folder', async () => {
    mkdirSync(file);
    const refused = { code: 'DATABASE_PATH_INVALID', message: 'Database directory does not exist or path is invalid.' };
    await expect(open().opening).rejects.toMatchObject(refused);
    writeFileSync(path.join(dir, 'plain'), '');
    await expect(open({ file: path.join(dir, 'plain/archive.sqlite') }).opening).rejects.toMatchObject(refused);
  });

  it('refuses a file of a newer sidecar, and leaves it as it is', async () => {
    const newer = new Sqlite(file);
    newer.pragma('user_version = 999');
    newer.close();
    const before = readFileSync(file);
    const { opening, records } = open();
    await expect(opening).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(records[0]?.fields).toMatchObject({ sqlite_code: 'ARCHIVE_TOO_NEW', detail: expect.stringContaining('version 999') });
    expect(readFileSync(file)).toEqual(before);
  });
});
