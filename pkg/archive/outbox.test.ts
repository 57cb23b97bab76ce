import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeOutboxPort } from '../../test/contracts/outboxPort.contract';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import type { NewBan } from '../domain/archivedBan';
import { systemClock as clock } from '../host/systemClock';
import { createArchive } from './createArchive';

// Threads that translate their sources start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const T = 1_767_225_600;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'bangui-outbox-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const open = (ships: boolean) => createArchive({ file: path.join(dir, 'archive.sqlite'), logger: createRecordingLogger().logger, clock, readers: 1, ships });
const bans = (count: number): NewBan[] => Array.from({ length: count }, (_, i) => ({ jail: 'sshd', address: `192.0.2.${i}`, start: T + i, banTime: 600, origin: 'database' }));

describeOutboxPort('SQLite', async () => open(true));

describe('the outbox of the file', () => {
  const rows = (): unknown => {
    const database = new Sqlite(path.join(dir, 'archive.sqlite'), { readonly: true });
    try {
      return database.prepare('SELECT count(*) FROM outbox').pluck().get();
    } finally {
      database.close();
    }
  };

  it('stays empty while nobody ships, and has no trigger in the file', async () => {
    const archive = open(false);
    await archive.recordBans(bans(3));
    await archive.close();
    expect(rows()).toBe(0);
    const database = new Sqlite(path.join(dir, 'archive.sqlite'), { readonly: true });
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'ship%'").all()).toEqual([]);
    database.close();
  });

  it('outlives the process, and begins with what happens once it is switched on', async () => {
    const off = open(false);
    await off.recordBans(bans(3));
    await off.close();
    const on = open(true);
    await on.recordBans(bans(5));
    expect((await on.takeOutgoing(10, 0)).entries).toHaveLength(2);
    await on.close();
    const again = open(true);
    expect((await again.takeOutgoing(10, 0)).entries).toHaveLength(2);
    await again.close();
  });

  it('is emptied when shipping is switched off', async () => {
    const on = open(true);
    await on.recordBans(bans(3));
    await on.close();
    expect(rows()).toBe(3);
    const off = open(false);
    await off.syncCursor();
    await off.close();
    expect(rows()).toBe(0);
  });

  it('leaves no entry behind when the transaction of its ban fails', async () => {
    const archive = open(true);
    await archive.recordBans(bans(1));
    // No number that a row can hold.
    const broken = [...bans(3).slice(1), { ...bans(1)[0], jail: 'sshd', address: '192.0.2.9', start: T, banTime: 1e300, origin: 'database' } as NewBan];
    await expect(archive.recordBans(broken)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect((await archive.takeOutgoing(10, 0)).entries).toHaveLength(1);
    await archive.close();
  });
});
