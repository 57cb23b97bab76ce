import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { createArchive } from '../../../../pkg/archive/createArchive';
import { systemClock } from '../../../../pkg/host/systemClock';
import type { Bench } from '../../bench';
import { interleave, median, ratios } from '../../measure';
import { quietLogger } from '../../quietLogger';
import { short } from '../../verdict';
import { createBanStream } from './banStream';
import { AS_THE_ARCHIVE, openBareDatabase } from './bareDatabase';

const PAGE = 500;
const PAGES = 20;
const BEFORE = 100_000;
const REPETITIONS = 15;

/** Promise 12: rows a second through the port, page by page as a sync writes them, and what the event loop feels of it. */
export async function bulkInsert(bench: Bench, dir: string): Promise<void> {
  const archive = createArchive({ file: path.join(dir, 'insert.sqlite'), logger: quietLogger, clock: systemClock });
  bench.defer(archive.close);
  const bare = openBareDatabase(path.join(dir, 'bare.sqlite'), AS_THE_ARCHIVE);
  const plain = openBareDatabase(path.join(dir, 'plain.sqlite'), { ...AS_THE_ARCHIVE, complete: false });
  bench.defer(async () => void [bare, plain].forEach(({ database }) => database.close()));
  const streams = { archive: createBanStream().take, bare: createBanStream().take, plain: createBanStream().take };

  bench.say(`Filling three databases with ${BEFORE} bans`);
  for (let filled = 0; filled < BEFORE; filled += PAGE) {
    bench.signal.throwIfAborted();
    await archive.recordBans(streams.archive(PAGE));
    bare.insert(streams.bare(PAGE));
    plain.insert(streams.plain(PAGE));
  }

  const delays: number[] = [];
  const contenders = {
    archive: {
      batch: 1,
      warmUp: 1,
      async run() {
        const delay = monitorEventLoopDelay({ resolution: 1 });
        delay.enable();
        for (let page = 0; page < PAGES; page++) {
          await archive.recordBans(streams.archive(PAGE), { rowid: page, fingerprint: 'bench' });
        }
        delay.disable();
        delays.push(delay.percentile(99) / 1e6);
      },
    },
    bare: { batch: 1, warmUp: 1, run: async () => pages(() => bare.insert(streams.bare(PAGE))) },
    plain: { batch: 1, warmUp: 1, run: async () => pages(() => plain.insert(streams.plain(PAGE))) },
  };
  const samples = await interleave({ repetitions: REPETITIONS, contenders, meters: { ms: () => performance.now() }, signal: bench.signal });
  const rate = (of: keyof typeof contenders) => `${short((PAGE * PAGES) / median(samples[of].ms))}k rows/s`;
  bench.report({
    row: '12',
    what: 'archive insert, pages of 500, vs bare better-sqlite3, same tables, indexes, rollups',
    goal: { atLeast: 0.7 },
    samples: ratios(samples.bare.ms, samples.archive.ms),
    unit: '×',
    note: `archive ${rate('archive')}, bare ${rate('bare')}; no indexes, no rollups ${rate('plain')}`,
  });
  bench.report({ row: '12', what: 'event loop p99 meanwhile', goal: { atMost: 20 }, samples: delays.slice(1), unit: ' ms' });
  bench.report({
    row: '12',
    what: 'archive insert vs bare better-sqlite3 without indexes of bans and without rollups',
    goal: null,
    samples: ratios(samples.plain.ms, samples.archive.ms),
    unit: '×',
  });
}

function pages(insert: () => void): void {
  for (let page = 0; page < PAGES; page++) {
    insert();
  }
}
