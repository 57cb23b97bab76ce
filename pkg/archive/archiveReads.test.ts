import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, vi } from 'vitest';
import { describeArchiveReads } from '../../test/contracts/archiveReads.contract';
import { createFakeArchive } from '../../test/fakes/createFakeArchive';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { systemClock as clock } from '../host/systemClock';
import { createArchive } from './createArchive';

// Threads that translate their sources start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const dirs: string[] = [];
afterAll(() => dirs.forEach((dir) => rmSync(dir, { recursive: true })));

describeArchiveReads('SQLite in threads', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'bangui-reads-'));
  dirs.push(dir);
  return createArchive({ file: path.join(dir, 'archive.sqlite'), logger: createRecordingLogger().logger, clock, readers: 1 });
});
describeArchiveReads('the fake', async () => createFakeArchive().port);
