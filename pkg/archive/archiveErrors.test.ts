import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { ERROR_STATUS } from '../contract/errors';
import type { ArchiveEngine } from './archiveEngine';
import { createArchive } from './createArchive';

class Fault extends Error {
  constructor(readonly code?: string) {
    super(`fault ${code}`);
  }
}

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'bangui-archive-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Connections that fail as `faults` say, one after the other; afterwards they work. The last one is repeated with `forEver`. */
function start(faults: { open?: Error[]; run?: Error[]; forEver?: boolean }) {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const count = { open: 0, run: 0 };
  const next = (of: 'open' | 'run') => {
    const list = faults[of] ?? [];
    const fault = list[count[of]++] ?? (faults.forEver ? list.at(-1) : undefined);
    if (fault) {
      throw fault;
    }
  };
  const engine: ArchiveEngine = {
    async open() {
      next('open');
      return { from: 1, version: 1, copy: null };
    },
    async run(call) {
      next('run');
      return (call === 'syncCursor' ? { rowid: 1, fingerprint: 'f' } : 0) as never;
    },
    close: async () => {},
  };
  return { opening: createArchive({ file: path.join(dir, 'made/archive.sqlite'), clock, logger, engine }), clock, count, records };
}

const MAPPING = [
  ['EACCES', 'DATABASE_PERMISSION_DENIED', 'Insufficient permissions to access the database file.'],
  ['SQLITE_PERM', 'DATABASE_PERMISSION_DENIED', 'Insufficient permissions to access the database file.'],
  ['SQLITE_READONLY', 'DATABASE_PERMISSION_DENIED', 'Insufficient permissions to access the database file.'],
  ['SQLITE_READONLY_DBMOVED', 'DATABASE_PERMISSION_DENIED', 'Insufficient permissions to access the database file.'],
  ['ENOENT', 'DATABASE_PATH_INVALID', 'Database directory does not exist or path is invalid.'],
  ['SQLITE_CANTOPEN', 'DATABASE_PATH_INVALID', 'Database directory does not exist or path is invalid.'],
  ['SQLITE_CANTOPEN_ISDIR', 'DATABASE_PATH_INVALID', 'Database directory does not exist or path is invalid.'],
  ['SQLITE_CORRUPT', 'DATABASE_CORRUPTED', 'Database file is corrupted.'],
  ['SQLITE_CORRUPT_INDEX', 'DATABASE_CORRUPTED', 'Database file is corrupted.'],
  ['SQLITE_NOTADB', 'DATABASE_CORRUPTED', 'Database file is corrupted.'],
  ['SQLITE_FULL', 'DATABASE_UNAVAILABLE', 'Database is unavailable.'],
  ['SQLITE_IOERR_WRITE', 'DATABASE_UNAVAILABLE', 'Database is unavailable.'],
  [undefined, 'DATABASE_UNAVAILABLE', 'Database is unavailable.'],
] as const;

const BUSY = ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED', 'SQLITE_LOCKED_SHAREDCACHE'];

describe('what SQLite and the system say', () => {
  it.each(MAPPING)('%s becomes %s at once, with its code in the log', async (sqlite, code, message) => {
    expect(ERROR_STATUS[code]).toBe(503);
    const failure = { code, message, details: { retries: 0 } };
    const record = (operation: string) => ({ level: 'error', event: 'archive_error', fields: { operation, sqlite_code: sqlite ?? 'UNKNOWN', retries: 0 } });

    const atOpen = start({ open: [new Fault(sqlite)] });
    await expect(atOpen.opening).rejects.toMatchObject(failure);
    expect(atOpen.count.open).toBe(1);
    expect(atOpen.records).toMatchObject([record('open')]);

    const later = start({ run: [new Fault(sqlite)] });
    const archive = await later.opening;
    await expect(archive.recordBans([])).rejects.toMatchObject(failure);
    expect(later.count.run).toBe(1);
    expect(later.records.filter(({ event }) => event === 'archive_error')).toMatchObject([record('recordBans')]);
  });

  it.each(BUSY)('%s at every attempt becomes DATABASE_BUSY after 100, 200 and 400 ms', async (sqlite) => {
    expect(ERROR_STATUS.DATABASE_BUSY).toBe(503);
    const { opening, clock, count, records } = start({ run: [new Fault(sqlite)], forEver: true });
    const archive = await opening;
    const refused = expect(archive.syncCursor()).rejects.toMatchObject({
      code: 'DATABASE_BUSY',
      message: 'Database is temporarily busy. Retry the request.',
      details: { retries: 3 },
    });
    for (const [pause, attempts] of [[99, 1], [1, 2], [199, 2], [1, 3], [399, 3]] as const) {
      await clock.advance(pause);
      expect(count.run).toBe(attempts);
    }
    await clock.advance(1);
    await refused;
    expect(count.run).toBe(4);
    expect(records.at(-1)).toMatchObject({ event: 'archive_error', fields: { operation: 'syncCursor', sqlite_code: sqlite, retries: 3 } });
  });

  it('locked twice and then free: opened three times, with a result', async () => {
    const { opening, clock, count, records } = start({ open: [new Fault('SQLITE_LOCKED'), new Fault('SQLITE_BUSY')] });
    // Before the first attempt the folder is made, in real time.
    const settled = opening.then(
      () => true,
      () => true
    );
    while (!(await Promise.race([settled, new Promise<false>((resolve) => setImmediate(() => resolve(false)))]))) {
      await clock.advance(100);
    }
    expect(await (await opening).syncCursor()).toEqual({ rowid: 1, fingerprint: 'f' });
    expect(count.open).toBe(3);
    expect(records.filter(({ level }) => level === 'error')).toEqual([]);
    expect(existsSync(path.join(dir, 'made'))).toBe(true);
  });

  it('lets what is under way end before it closes', async () => {
    const { opening, clock, count, records } = start({ run: [new Fault('SQLITE_BUSY')] });
    const archive = await opening;
    const read = archive.syncCursor();
    const closed = archive.close();
    await clock.advance(100);
    expect(await read).toEqual({ rowid: 1, fingerprint: 'f' });
    await closed;
    expect(count.run).toBe(2);
    expect(records.at(-1)?.event).toBe('archive_closed');
  });
});
