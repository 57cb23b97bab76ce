import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Group } from '../../bench';
import { bulkInsert } from './bulkInsert';
import { journalModes } from './journalModes';
import { readsDuringImport } from './readsDuringImport';

/** The ban archive: SQLite in threads. */
export const archive: Group = {
  name: 'archive',
  about: 'the ban archive: promises 12 and 15, and what the journal modes cost',
  async run(bench) {
    const dir = await mkdtemp(path.join(tmpdir(), 'bangui-bench-archive-'));
    bench.defer(() => rm(dir, { recursive: true, force: true }));
    await bulkInsert(bench, dir);
    await readsDuringImport(bench, dir);
    await journalModes(bench, dir);
  },
};
