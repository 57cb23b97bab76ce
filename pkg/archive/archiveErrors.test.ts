import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { ERROR_STATUS } from '../contract/errors';
import { ArchiveRefusal } from '../domain/errors';
import type { BanguiError } from '../domain/errors';
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

/** An archive over connections that fail as `faults` say, one after the other; afterwards they work. The last one is repeated with `forEver`. */
function start(faults: { open?: Error[]; run?: Error[]; forEver?: boolean; openMs?: number }) {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const count = { open: 0, run: 0 };
  const problems: Array<string | null> = [];
  const next = (of: 'open' | 'run') => {
    const list = faults[of] ?? [];
    const fault = list[count[of]++] ?? (faults.forEver ? list.at(-1) : undefined);
    if (fault) {
      throw fault;
    }
  };
  const engine: ArchiveEngine = {
    async open() {
      const { openMs } = faults;
      if (openMs !== undefined) {
        await new Promise<void>((resolve) => clock.after(openMs, resolve));
      }
      next('open');
      return { from: 1, version: 1, copy: null };
    },
    async run(call) {
      next('run');
      return (call === 'syncCursor' ? { rowid: 1, fingerprint: 'f' } : 0) as never;
    },
    close: async () => {},
  };
  const onProblem = (problem: BanguiError | null) => void problems.push(problem?.code ?? null);
  return { archive: createArchive({ file: path.join(dir, 'made/archive.sqlite'), clock, logger, engine, onProblem }), clock, count, records, problems };
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

/** Before each attempt the folder is made, in real time. */
async function meanwhile(work: Promise<unknown>, task: () => Promise<void>): Promise<void> {
  const settled = work.then(
    () => true,
    () => true
  );
  while (!(await Promise.race([settled, new Promise<false>((resolve) => setImmediate(() => resolve(false)))]))) {
    await task();
  }
}

describe('what SQLite and the system say', () => {
  it.each(MAPPING)('%s becomes %s at once, with its code in the log', async (sqlite, code, message) => {
    expect(ERROR_STATUS[code]).toBe(503);
    const failure = { code, message, details: { retries: 0 } };
    const fields = { sqlite_code: sqlite ?? 'UNKNOWN', retries: 0 };

    const atOpen = start({ open: [new Fault(sqlite)] });
    await expect(atOpen.archive.syncCursor()).rejects.toMatchObject(failure);
    expect(atOpen.count).toEqual({ open: 1, run: 0 });
    expect(atOpen.records).toMatchObject([{ level: 'error', event: 'archive_unavailable', fields: { error_code: code, ...fields } }]);
    expect(atOpen.problems).toEqual([code]);

    const later = start({ run: [new Fault(sqlite)] });
    await expect(later.archive.recordBans([])).rejects.toMatchObject(failure);
    expect(later.count.run).toBe(1);
    const errors = later.records.filter(({ level }) => level === 'error');
    expect(errors).toMatchObject([{ event: 'archive_error', fields: { operation: 'recordBans', ...fields } }]);
  });

  it.each([...MAPPING.map(([code]) => [code, false] as const), ['SQLITE_CONSTRAINT', true], ['SQLITE_CONSTRAINT_DATATYPE', true], ['SQLITE_MISMATCH', true]] as const)('%s is a refusal of the content: %s', async (code, isRefusal) => {
    const { archive } = start({ run: [new Fault(code)] });
    const error = await archive.recordFollowed([], 'p').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: expect.stringMatching(/^DATABASE_/), details: { retries: 0 } });
    expect(error instanceof ArchiveRefusal).toBe(isRefusal);
  });

  it.each(BUSY)('%s at every attempt becomes DATABASE_BUSY after 100, 200 and 400 ms', async (sqlite) => {
    expect(ERROR_STATUS.DATABASE_BUSY).toBe(503);
    const { archive, clock, count, records } = start({ run: [new Fault(sqlite)], forEver: true });
    await archive.open();
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
    const { archive, clock, count, records, problems } = start({ open: [new Fault('SQLITE_LOCKED'), new Fault('SQLITE_BUSY')] });
    const read = archive.syncCursor();
    await meanwhile(read, () => clock.advance(100));
    expect(await read).toEqual({ rowid: 1, fingerprint: 'f' });
    expect(count.open).toBe(3);
    expect([records.filter(({ level }) => level === 'error'), problems]).toEqual([[], []]);
    expect(existsSync(path.join(dir, 'made'))).toBe(true);
  });

  it('lets what is under way end before it closes', async () => {
    const { archive, clock, count, records } = start({ run: [new Fault('SQLITE_BUSY')] });
    await archive.open();
    const read = archive.syncCursor();
    const closed = archive.close();
    await clock.advance(100);
    expect(await read).toEqual({ rowid: 1, fingerprint: 'f' });
    await closed;
    expect(count.run).toBe(2);
    expect(records.at(-1)?.event).toBe('archive_closed');
  });
});

describe('an archive that cannot be opened', () => {
  const events = (records: Array<{ event: string }>) => records.map(({ event }) => event);

  it('is tried again by a later call, at most every ten seconds, until it opens', async () => {
    const { archive, clock, count, records, problems } = start({ open: [new Fault('SQLITE_CANTOPEN'), new Fault('SQLITE_CANTOPEN')] });
    await archive.open();
    await Promise.all(Array.from({ length: 5 }, () => expect(archive.history({ from: 0, to: 1 }, 1)).rejects.toMatchObject({ code: 'DATABASE_PATH_INVALID' })));
    await clock.advance(9_999);
    await expect(archive.recordBans([])).rejects.toMatchObject({ code: 'DATABASE_PATH_INVALID', details: { retries: 0 } });
    expect(count).toEqual({ open: 1, run: 0 });
    await clock.advance(1);
    const both = [archive.syncCursor(), archive.auditTrail(1)];
    await Promise.allSettled(both);
    expect(count).toEqual({ open: 2, run: 0 });
    await clock.advance(10_000);
    expect(await archive.syncCursor()).toEqual({ rowid: 1, fingerprint: 'f' });
    await archive.auditTrail(1);
    expect(count).toEqual({ open: 3, run: 2 });
    expect(events(records)).toEqual(['archive_unavailable', 'archive_opened']);
    expect(problems).toEqual(['DATABASE_PATH_INVALID', null]);
  });

  it('says so once for each reason', async () => {
    const { archive, clock, records, problems } = start({ open: [new Fault('EACCES'), new Fault('EACCES'), new Fault('SQLITE_NOTADB')], forEver: true });
    for (let attempt = 0; attempt < 5; attempt++) {
      await archive.open();
      await clock.advance(10_000);
    }
    expect(records.map(({ event, fields }) => `${event} ${String(fields.sqlite_code)}`)).toEqual(['archive_unavailable EACCES', 'archive_unavailable SQLITE_NOTADB']);
    expect(problems).toEqual(['DATABASE_PERMISSION_DENIED', 'DATABASE_CORRUPTED']);
  });

  it('rests longer after an attempt that took long', async () => {
    const { archive, clock, count } = start({ open: [new Fault('SQLITE_FULL')], openMs: 4_000 });
    const first = archive.syncCursor();
    await meanwhile(first, () => clock.advance(1_000));
    await clock.advance(19_000);
    await expect(archive.syncCursor()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(count.open).toBe(1);
    await clock.advance(300_000);
    const second = archive.syncCursor();
    await meanwhile(second, () => clock.advance(1_000));
    expect(await second).toEqual({ rowid: 1, fingerprint: 'f' });
  });

  it('keeps nobody waiting who only opens it: a change of the schema may take long', async () => {
    const { archive, clock, records } = start({ openMs: 60_000 });
    const opened = archive.open();
    const read = archive.syncCursor();
    await meanwhile(opened, () => clock.advance(1_000));
    expect(records).toEqual([]);
    await meanwhile(read, () => clock.advance(1_000));
    expect(await read).toEqual({ rowid: 1, fingerprint: 'f' });
    expect(events(records)).toEqual(['archive_opened']);
  });

  it('closes in silence', async () => {
    const { archive, records } = start({ open: [new Fault('SQLITE_CANTOPEN')] });
    await archive.open();
    await archive.close();
    expect(events(records)).toEqual(['archive_unavailable']);
    await expect(archive.syncCursor()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });
});
