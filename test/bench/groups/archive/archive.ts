import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Group } from '../../bench';
import { allAtOnce } from './allAtOnce';
import { archiveSize } from './archiveSize';
import { bulkInsert } from './bulkInsert';
import { fillArchive } from './fillArchive';
import { growth } from './growth';
import { journalModes } from './journalModes';
import { readsDuringImport } from './readsDuringImport';
import { inMillions, rowsOption } from './rowsOption';

/** The ban archive: SQLite in threads. */
export const archive: Group = {
  name: 'archive',
  about: 'the ban archive: promises 12 to 16, everything at once, and what the journal modes cost; --rows=10000000 for a large one',
  async run(bench) {
    const dir = await mkdtemp(path.join(tmpdir(), 'bangui-bench-archive-'));
    bench.defer(() => rm(dir, { recursive: true, force: true }));
    await bulkInsert(bench, dir);
    await readsDuringImport(bench, dir);
    await archiveSize(bench, dir);
    const rows = rowsOption(bench.options);
    const files = { large: path.join(dir, 'large.sqlite'), small: path.join(dir, 'small.sqlite') };
    bench.say(`Making archives of ${inMillions(rows)} and ${inMillions(rows / 10)} bans`);
    fillArchive(files.large, rows, bench.signal);
    fillArchive(files.small, rows / 10, bench.signal);
    await growth(bench, files, rows);
    await allAtOnce(bench, files.large, rows);
    await journalModes(bench, dir);
  },
};
