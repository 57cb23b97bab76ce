import { createServerDatabase } from '../../../../pkg/fail2ban/serverDatabase/createServerDatabase';
import type { SyncCursor } from '../../../../pkg/services/ports/archivePort';
import type { Bench, Group } from '../../bench';
import { createBenchServer } from '../../benchServer';
import { short } from '../../verdict';
import { firstSync } from './firstSync';

const REPETITIONS = 7;
const BANS = 100_000;

/** Copying what fail2ban remembers. */
export const history: Group = {
  name: 'history',
  about: "reading fail2ban's own database: promises 10 and 20",
  async run(bench) {
    bench.say('Starting a private server with 100,000 bans');
    const server = await createBenchServer(bench, BANS);
    await readTransactions(bench, server.databasePath);
    await firstSync(bench, server);
  },
};

/** Row 10: the longest read transaction of each pass over the whole database. */
async function readTransactions(bench: Bench, file: string): Promise<void> {
  const database = createServerDatabase();
  bench.defer(database.close);
  const longest: number[] = [];
  const passes: number[] = [];
  let rows = 0;
  let pages = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    bench.signal.throwIfAborted();
    const began = performance.now();
    let slowest = 0;
    let cursor: SyncCursor | null = null;
    rows = 0;
    pages = 0;
    for (let more = true; more; pages++) {
      const page = await database.page(file, cursor);
      slowest = Math.max(slowest, page.readMs);
      rows += page.bans.length;
      ({ cursor, more } = page);
    }
    passes.push(performance.now() - began);
    longest.push(slowest);
  }
  bench.report({
    row: '10',
    what: "longest read transaction on fail2ban's database, all of it page by page",
    goal: { atMost: 50 },
    samples: longest,
    unit: ' ms',
    note: `${rows} rows in ${pages} pages, a pass takes ${short(Math.min(...passes))} … ${short(Math.max(...passes))} ms`,
  });
}
