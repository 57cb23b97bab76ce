import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createArchive } from '../../../../pkg/archive/createArchive';
import { systemClock } from '../../../../pkg/host/systemClock';
import type { ArchivePort, HistoryKey } from '../../../../pkg/services/ports/archivePort';
import type { Bench } from '../../bench';
import { median, quantile } from '../../measure';
import { quietLogger } from '../../quietLogger';
import { short } from '../../verdict';
import { createBanStream, endOf } from './banStream';
import { inMillions } from './rowsOption';

const EXPORT_PAGE = 1000;
const IMPORT = 100_000;
const IMPORT_PAGE = 500;
const WINDOW_MS = 5000;

/** What the event loop feels of an export of everything, an import and dashboards, all at once. */
export async function allAtOnce(bench: Bench, file: string, rows: number): Promise<void> {
  const archive = await createArchive({ file, logger: quietLogger, clock: systemClock });
  bench.defer(archive.close);
  bench.say(`Exporting ${rows} bans while ${IMPORT} come in and dashboards ask`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const windows: number[] = [];
  delay.enable();
  const timer = setInterval(() => {
    windows.push(delay.percentile(99) / 1e6);
    delay.reset();
  }, WINDOW_MS);
  const began = performance.now();
  let exporting = true;
  const rss = { most: 0 };
  const [exported, imported, panels] = await Promise.all([
    exportAll(archive, bench.signal, rss).finally(() => (exporting = false)),
    importSome(archive, bench.signal),
    dashboards(archive, rows, () => exporting),
  ]);
  clearInterval(timer);
  windows.push(delay.percentile(99) / 1e6);
  delay.disable();
  const seconds = (performance.now() - began) / 1000;
  bench.report({
    row: '12',
    what: `event loop p99 of each ${WINDOW_MS / 1000} s: ${inMillions(rows)} exported, ${IMPORT} imported, dashboards, at once`,
    goal: { atMost: 20 },
    samples: windows,
    unit: ' ms',
    note: `${exported} rows in ${short(seconds)} s (${short(exported / seconds / 1000)}k/s), ${imported.rows} imported in ${short(imported.seconds)} s; ${panels.length} rounds of panels, median ${short(median(panels))} ms, p99 ${short(quantile(panels, 0.99))} ms; most RSS ${Math.round(rss.most / 1e6)} MB with the sources' translator`,
  });
}

async function exportAll(archive: ArchivePort, signal: AbortSignal, rss: { most: number }): Promise<number> {
  let exported = 0;
  let after: HistoryKey | undefined;
  for (;;) {
    signal.throwIfAborted();
    const page = await archive.history({ from: 0, to: Number.MAX_SAFE_INTEGER }, EXPORT_PAGE, after);
    exported += page.length;
    rss.most = Math.max(rss.most, process.memoryUsage.rss());
    const last = page.at(-1);
    if (!last || page.length < EXPORT_PAGE) {
      return exported;
    }
    after = { start: last.start, id: last.id };
  }
}

async function importSome(archive: ArchivePort, signal: AbortSignal): Promise<{ rows: number; seconds: number }> {
  const bans = createBanStream(99);
  const began = performance.now();
  let rows = 0;
  for (let page = 0; page < IMPORT / IMPORT_PAGE; page++) {
    signal.throwIfAborted();
    rows += await archive.recordBans(bans.take(IMPORT_PAGE));
  }
  return { rows, seconds: (performance.now() - began) / 1000 };
}

/** Milliseconds of each round of panels. */
async function dashboards(archive: ArchivePort, rows: number, going: () => boolean): Promise<number[]> {
  const month = { from: endOf(rows) - 30 * 86_400, to: endOf(rows) };
  const day = { from: endOf(rows) - 86_400, to: endOf(rows) };
  const rounds: number[] = [];
  while (going()) {
    const began = performance.now();
    await Promise.all([
      archive.trend(month, 21_600, 'jail'),
      archive.trend(month, 21_600, 'country'),
      archive.top(month, 'country', 10),
      archive.top(day, 'address', 10),
      archive.summary(day),
      archive.history(day, 50),
    ]);
    rounds.push(performance.now() - began);
  }
  return rounds;
}
