import path from 'node:path';
import { createArchive } from '../../../../pkg/archive/createArchive';
import { createReads } from '../../../../pkg/archive/database/createReads';
import { openForReading } from '../../../../pkg/archive/database/openDatabase';
import { systemClock } from '../../../../pkg/host/systemClock';
import type { Bench } from '../../bench';
import { median, quantile, ratios } from '../../measure';
import { quietLogger } from '../../quietLogger';
import { short } from '../../verdict';
import { createBanStream, endOf } from './banStream';

const PAGE = 500;
const BEFORE = 200_000;
const READS = 600;
const MOST_PAGES = 200;
const REPETITIONS = 11;
const SHOWN = 50;

/** Promise 15: a page of the history, somewhere in the archive, while nothing else happens and while an import runs as fast as it can. */
export async function readsDuringImport(bench: Bench, dir: string): Promise<void> {
  const file = path.join(dir, 'reads.sqlite');
  const archive = createArchive({ file, logger: quietLogger, clock: systemClock });
  bench.defer(archive.close);
  const bans = createBanStream().take;
  bench.say(`Filling the archive with ${BEFORE} bans`);
  const first = endOf(0);
  for (let filled = 0; filled < BEFORE; filled += PAGE) {
    bench.signal.throwIfAborted();
    await archive.recordBans(bans(PAGE));
  }
  const length = endOf(BEFORE) - first;
  const anywhere = () => ({ from: first, to: first + Math.floor(Math.random() * length) });

  const bareConnection = openForReading(file).database;
  bench.defer(async () => void bareConnection.close());
  const bareReads = createReads(bareConnection);

  const idle: number[] = [];
  const busy: number[] = [];
  const bare: number[] = [];
  let imported = 0;
  await p99Of(READS, bench.signal, () => archive.history(anywhere(), SHOWN));
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    idle.push(await p99Of(READS, bench.signal, () => archive.history(anywhere(), SHOWN)));
    bare.push(await p99Of(READS, bench.signal, async () => bareReads.history(anywhere(), SHOWN)));
    // Made beforehand: the import of a sync does not make its rows up in this thread either.
    const pages = Array.from({ length: MOST_PAGES }, () => bans(PAGE));
    let importing = true;
    const done = (async () => {
      for (let page = pages.pop(); page && importing; page = pages.pop()) {
        imported += await archive.recordBans(page);
      }
      if (importing) {
        throw new Error('the import ended before the reads did');
      }
    })();
    const reads = p99Of(READS, bench.signal, () => archive.history(anywhere(), SHOWN)).finally(() => (importing = false));
    busy.push((await Promise.all([reads, done]))[0]);
  }
  bench.report({
    row: '15',
    what: 'a history page of 50, p99, during a bulk import vs idle',
    goal: { atMost: 3 },
    samples: ratios(busy, idle),
    unit: '×',
    note: `p99: idle ${short(median(idle))} ms, importing ${short(median(busy))} ms; ${imported} rows imported meanwhile; bare connection in this thread, idle ${short(median(bare))} ms`,
  });
}

async function p99Of(times: number, signal: AbortSignal, run: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < times; i++) {
    signal.throwIfAborted();
    const before = performance.now();
    await run();
    samples.push(performance.now() - before);
  }
  return quantile(samples, 0.99);
}
