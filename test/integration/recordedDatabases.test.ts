import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArchive } from '../../pkg/archive/createArchive';
import type { Archive } from '../../pkg/archive/createArchive';
import { createServerDatabase } from '../../pkg/fail2ban/serverDatabase/createServerDatabase';
import { systemClock } from '../../pkg/host/systemClock';
import { createHistorySync } from '../../pkg/services/history/createHistorySync';
import type { ServerDatabasePort } from '../../pkg/services/ports/serverDatabasePort';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { allRows, layDatabase, RECORDED_SERVERS, recordedRows, STAGES } from '../fixtures/fail2ban-databases/recordedDatabase';
import type { RecordedRow, Stage } from '../fixtures/fail2ban-databases/recordedDatabase';
import { ROOT } from '../stack/paths';

const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

describe.each(RECORDED_SERVERS)('the database of fail2ban %s', (version) => {
  let dir: string;
  let file: string;
  let archive: Archive;
  let database: ServerDatabasePort;
  let log: ReturnType<typeof createRecordingLogger>;
  let sync: ReturnType<typeof createHistorySync>;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-recorded-'));
    file = path.join(dir, 'fail2ban.sqlite3');
    log = createRecordingLogger();
    archive = createArchive({ file: path.join(dir, 'archive.sqlite'), logger: log.logger, clock: systemClock, readers: 1 });
    database = createServerDatabase();
    sync = createHistorySync({
      fail2ban: { databaseFile: async () => file, purgeAge: async () => 86_400 },
      database,
      databaseFile: null,
      toHere: (there) => there,
      archive,
      activeBans: () => Promise.reject(new Error('nobody should need the list of active bans')),
      isListed: () => true,
      restarts: () => 0,
      isFollowed: () => true,
      banTimeOf: () => null,
      clock: systemClock,
      logger: log.logger,
      intervalMs: 60_000,
      isArchiveBehind: () => false,
    });
  });
  afterEach(async () => {
    await sync.stop();
    await database.close();
    await archive.close();
    rmSync(dir, { recursive: true });
  });

  const syncAt = async (stage: Stage) => {
    layDatabase(file, version, stage);
    return (await sync.sync()).synced;
  };
  const archived = async () => {
    const rows = await archive.history(ALWAYS, 1000);
    const whole = rows.map(async ({ id, jail, address, start, banTime, banCount, failures, origin }) => {
      expect(origin).toBe('database');
      return { jail, address, start, banTime, banCount, failures, matches: (await archive.lines(id))?.lines };
    });
    return inOrder(await Promise.all(whole));
  };
  const rowsOf = (rows: readonly RecordedRow[]) => inOrder(rows.map(({ rowid: _rowid, ...row }) => row));

  it('is archived as it is: each ban with its time, length, count, failures and lines', async () => {
    const rows = recordedRows(version, 'first');
    expect(await syncAt('first')).toBe(15);
    expect(await archived()).toEqual(rowsOf(rows));
    expect(await archived()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ jail: 'forever', address: '192.0.2.10', banTime: -1, failures: 2 }),
        expect.objectContaining({ jail: 'rising', address: '192.0.2.20', banTime: 2, banCount: 1 }),
        expect.objectContaining({ jail: 'rising', address: '192.0.2.20', banTime: 8, banCount: 2 }),
        expect.objectContaining({ jail: 'rising', address: '192.0.2.20', banTime: 16, banCount: 3, failures: 1 }),
        expect.objectContaining({ jail: 'login', address: '198.51.100.0/24', failures: 0, matches: [] }),
        expect.objectContaining({ jail: 'login', address: '192.0.2.3', matches: ['first line told by hand', 'second line', 'third line'] }),
      ])
    );
    const lines = (await archived()).find(({ address }) => address === '2001:db8::1')?.matches;
    expect(lines).toHaveLength(3);
    expect(lines?.[0]).toMatch(/^2026-11-21 \d\d:\d\d:\d\d host app\[\d+\]: login of jörg refused from 2001:db8::1$/);
    expect(log.events()).not.toContain('history_rows_damaged');
    expect(await sync.sync()).toEqual({ synced: 0 });
  });

  it('is read anew when another ban got the number of the newest one', async () => {
    expect(recordedRows(version, 'newest').at(-1)).toMatchObject({ rowid: 16, address: '192.0.2.60' });
    expect(recordedRows(version, 'reused').at(-1)).toMatchObject({ rowid: 16, address: '192.0.2.61' });
    expect(await syncAt('newest')).toBe(16);
    expect(log.events()).not.toContain('history_rescan');
    expect(await syncAt('reused')).toBe(1);
    expect(log.events()).toContain('history_rescan');
    expect(await archived()).toEqual(rowsOf(allRows(version, ['newest', 'reused'])));
  });

  it('may be purged: the archive keeps what it had, nothing twice', async () => {
    expect(recordedRows(version, 'purged').map(({ address }) => address)).toEqual(['203.0.113.1', '203.0.113.2', '203.0.113.3']);
    const synced: number[] = [];
    for (const stage of STAGES) {
      synced.push(await syncAt(stage));
    }
    expect(synced).toEqual([15, 1, 1, 1, 3]);
    expect(await archived()).toEqual(rowsOf(allRows(version)));
    expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
    expect(await archive.size()).toMatchObject({ bans: 21 });
  });

  it('may be purged while nobody looked, and gives back rows that the archive has', async () => {
    await syncAt('first');
    expect(await syncAt('purged')).toBe(3);
    expect(await syncAt('restarted')).toBe(2);
    expect(await archived()).toEqual(rowsOf(allRows(version, ['first', 'purged', 'restarted'])));
  });

  it('that a writer keeps locked is called busy; later nothing is missing', async () => {
    await syncAt('first');
    layDatabase(file, version, 'reused');
    const before = await archived();
    const locker = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'test/integration/processes/databaseLocker.ts'), file], { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
    const gone = once(locker, 'close');
    try {
      await once(locker.stdout, 'data');
      await expect(sync.sync()).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
      expect(await archived()).toEqual(before);
      expect(sync.state()).toMatchObject({ source: 'database' });
    } finally {
      locker.stdin.end();
      await gone;
    }
    expect(await sync.sync()).toEqual({ synced: 1 });
    expect(await archived()).toEqual(rowsOf(recordedRows(version, 'reused')));
  });
});

function inOrder<T extends Pick<RecordedRow, 'jail' | 'address' | 'start'>>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => a.start - b.start || a.jail.localeCompare(b.jail) || a.address.localeCompare(b.address));
}
