import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { systemClock as clock } from '../host/systemClock';
import { createArchive } from './createArchive';
import { tooManyBansOf } from './tooManyBans';

it('is input that cannot be used, and no fault of the archive', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'bangui-many-'));
  const file = path.join(dir, 'archive.sqlite');
  const { logger, events } = createRecordingLogger();
  const archive = createArchive({ file, logger, clock, readers: 1 });
  try {
    const [from, to] = [1_767_225_600, 1_767_229_200];
    await archive.recordBans([
      { jail: 'sshd', address: '192.0.2.1', start: from - 1, banTime: 60, origin: 'database' },
      { jail: 'sshd', address: '192.0.2.1', start: from + 600, banTime: 60, origin: 'database' },
    ]);
    const other = new Sqlite(file);
    other.exec('UPDATE hours_by_jail SET bans = 3000000');
    other.close();
    await expect(archive.summary({ from, to })).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'from' }, message: expect.stringContaining('narrow the window') as string });
    expect(events()).not.toContain('archive_error');
  } finally {
    await archive.close();
    rmSync(dir, { recursive: true });
  }
}, 60_000);

it('is told from what else has a code', () => {
  expect([new Error('none'), Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' }), 'TOO_MANY_BANS'].map(tooManyBansOf)).toEqual([null, null, null]);
});
