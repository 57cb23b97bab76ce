import type { Database } from 'better-sqlite3';
import type { Count } from '../../../../pkg/archive/database/createCounts';
import { createReads } from '../../../../pkg/archive/database/createReads';
import { openForReading } from '../../../../pkg/archive/database/openDatabase';
import { parseAddress } from '../../../../pkg/domain/address';
import type { HistoryFilter } from '../../../../pkg/services/ports/archivePort';
import { createListeningDatabase } from '../../../fakes/createListeningDatabase';
import type { Bench } from '../../bench';
import { interleave, median, ratios } from '../../measure';
import { short } from '../../verdict';
import { createRandom, endOf, jailName } from './banStream';
import { inMillions } from './rowsOption';

const REPETITIONS = 9;
const PANEL_DAYS = 30;
const BUCKET = 21_600;
const PAGE = 100;
/** What is promised, is promised of so many. */
const PROMISED_ROWS = 10_000_000;

/** What a person would write who knows no rollups, over the same table; SQLite chooses the way. */
const RAW_PANEL = {
  jail: 'SELECT start - start % @bucket AS time, name AS key, count(*) AS bans FROM bans JOIN jails ON jails.id = jail_id WHERE start BETWEEN @from AND @to GROUP BY 1, 2 ORDER BY 1, 2',
  country: 'SELECT start - start % @bucket AS time, country AS key, count(*) AS bans FROM bans WHERE start BETWEEN @from AND @to GROUP BY 1, 2 ORDER BY 1, 2',
};

/** Promises 13 and 14, in the archive's own functions on one connection of this thread, beside plain SQL on the same file. */
export async function growth(bench: Bench, files: { large: string; small: string }, rows: number): Promise<void> {
  const opened = (file: string) => {
    const { database } = openForReading(file);
    bench.defer(async () => void database.close());
    const ear = createListeningDatabase(database);
    const reads = createReads(ear.database);
    ear.plans();
    return { database, reads, plans: () => `plan: ${ear.plans().join('; ').replaceAll('\n', '; ')}` };
  };
  const large = { ...opened(files.large), rows };
  const small = { ...opened(files.small), rows: rows / 10 };
  const names = `${inMillions(large.rows)} vs ${inMillions(small.rows)}`;
  const promised = rows >= PROMISED_ROWS;
  if (!promised) {
    bench.say(`Rows 13 and 14 are promised of ${inMillions(PROMISED_ROWS)}: npm run bench -- archive --rows=${PROMISED_ROWS}`);
  }

  for (const by of ['jail', 'country'] as const) {
    // Neither end on the hour, as dashboards ask.
    const window = (of: typeof large) => ({ to: endOf(of.rows) - 1234, from: endOf(of.rows) - 1234 - PANEL_DAYS * 86_400 });
    const raw = large.database.prepare<[object], Count>(RAW_PANEL[by]);
    if (textOf(raw.all({ ...window(large), bucket: BUCKET })) !== textOf(large.reads.trend(window(large), BUCKET, by))) {
      throw new Error(`the panel by ${by} is not what plain SQL counts`);
    }
    const contenders = {
      large: { batch: 5, warmUp: 3, run: async () => large.reads.trend(window(large), BUCKET, by) },
      small: { batch: 5, warmUp: 3, run: async () => small.reads.trend(window(small), BUCKET, by) },
      raw: { batch: 1, warmUp: 1, run: async () => raw.all({ ...window(large), bucket: BUCKET }) },
    };
    const { ms } = await measured(bench, contenders);
    const note = `rollups ${short(median(ms.large))} ms, plain SQL ${short(median(ms.raw))} ms;\n    ${large.plans()}\n    of plain SQL: ${planOf(large.database, RAW_PANEL[by])}`;
    bench.report({ row: '13', what: `${PANEL_DAYS} days by ${by} from rollups vs plain SQL, ${inMillions(rows)}`, goal: promised && by === 'jail' ? { atLeast: 50 } : null, samples: ratios(ms.raw, ms.large), unit: '×', note });
    bench.report({ row: '13', what: `${PANEL_DAYS} days by ${by}, ${names}`, goal: promised ? { atMost: 1.5 } : null, samples: ratios(ms.large, ms.small), unit: '×' });
  }

  const pages: Array<[string, Partial<HistoryFilter>, boolean]> = [
    ['a page of 100 anywhere', {}, true],
    ['a page of 100 of a jail, anywhere', { jails: [jailName(0)] }, true],
    ['a page of 100 of a country, anywhere', { countries: ['AB'] }, true],
    ['a page of 100 of a system, anywhere', { asns: [64_500] }, true],
    ['a page of 100 of a rare country', { countries: ['DB'] }, false],
    ['a page of 100 of a /16, all time', { addresses: rangeOf('10.1.0.0/16') }, false],
    ['a page of 100 of a /8, all time', { addresses: rangeOf('10.0.0.0/8') }, false],
    ['a page of 100 of who was banned 100 times', { minBans: 100 }, false],
  ];
  for (const [what, filter, judged] of pages) {
    const random = createRandom(7);
    const anywhere = (of: typeof large) => {
      const begin = endOf(0);
      return of.reads.history({ from: begin, to: judged ? begin + Math.floor((endOf(of.rows) - begin) * (0.1 + 0.9 * random())) : endOf(of.rows), ...filter }, PAGE);
    };
    const batch = judged ? 20 : 2;
    const { ms } = await measured(bench, {
      large: { batch, warmUp: batch, run: async () => anywhere(large) },
      small: { batch, warmUp: batch, run: async () => anywhere(small) },
    });
    bench.report({ row: '14', what: `${what}, ${names}`, goal: promised && judged ? { atMost: 2 } : null, samples: ratios(ms.large, ms.small), unit: '×', note: `${short(median(ms.large))} ms vs ${short(median(ms.small))} ms; ${large.plans()}` });
  }

  const timelines = (of: typeof large) => {
    // As many bans each: those at the top of a larger archive have more.
    const addresses = of.reads.top({ from: 0, to: Number.MAX_SAFE_INTEGER, minBans: 1 }, 'address', 1000).map(({ key }) => key);
    const some = of.database.prepare<[], Buffer>('SELECT key FROM addresses WHERE bans BETWEEN 15 AND 25 AND length(key) = 5 LIMIT 2000').pluck().all();
    let at = 0;
    return { heaviest: addresses[0] ?? '', next: () => [...(some[at++ % some.length] ?? [])].slice(1).join('.') };
  };
  const [ofLarge, ofSmall] = [timelines(large), timelines(small)];
  const timeline = (of: typeof large, address: string) => [of.reads.history({ from: 0, to: Number.MAX_SAFE_INTEGER, addresses: rangeOf(address) }, 200), of.reads.address(address)];
  const plain = large.database.prepare('SELECT * FROM addresses JOIN bans ON bans.address_id = addresses.id JOIN jails ON jails.id = jail_id WHERE key = ? ORDER BY start DESC LIMIT 200');
  const plainKey = (address: string) => Buffer.from([4, ...address.split('.').map(Number)]);
  const { ms } = await measured(bench, {
    large: { batch: 50, warmUp: 50, run: async () => timeline(large, ofLarge.next()) },
    small: { batch: 50, warmUp: 50, run: async () => timeline(small, ofSmall.next()) },
    plain: { batch: 50, warmUp: 50, run: async () => plain.all(plainKey(ofLarge.next())) },
  });
  bench.report({
    row: '14',
    what: `one address of 15 to 25 bans, its timeline and all facts, ${names}`,
    goal: promised ? { atMost: 2 } : null,
    samples: ratios(ms.large, ms.small),
    unit: '×',
    note: `${short(median(ms.large))} ms vs ${short(median(ms.small))} ms; plain SQL of the timeline alone ${short(median(ms.plain))} ms`,
  });
  const { ms: top } = await measured(bench, { most: { batch: 1, warmUp: 1, run: async () => timeline(large, ofLarge.heaviest) } });
  bench.report({ row: '–', what: `the address with most bans of ${inMillions(rows)}`, goal: null, samples: top.most, unit: ' ms' });

  const wide: Array<[string, () => unknown]> = [
    ['top addresses of all time', () => large.reads.top({ from: 0, to: endOf(rows) }, 'address', 20)],
    ['top networks of all time', () => large.reads.top({ from: 0, to: endOf(rows) }, 'network', 20)],
    ['top addresses of 30 days', () => large.reads.top({ from: endOf(rows) - 30 * 86_400, to: endOf(rows) }, 'address', 20)],
    ['summary of 30 days', () => large.reads.summary({ from: endOf(rows) - 30 * 86_400, to: endOf(rows) })],
    ['summary of all time', () => large.reads.summary({ from: 0, to: endOf(rows) })],
  ];
  for (const [what, run] of wide) {
    const { ms: taken } = await measured(bench, { it: { batch: 1, warmUp: 0, run: async () => run() } }, 3);
    bench.report({ row: '–', what: `${what}, ${inMillions(rows)}`, goal: null, samples: taken.it, unit: ' ms', note: large.plans() });
  }
}

async function measured<C extends string>(bench: Bench, contenders: Record<C, { batch: number; warmUp: number; run(): Promise<unknown> }>, repetitions = REPETITIONS): Promise<{ ms: Record<C, number[]> }> {
  const samples = await interleave({ repetitions, contenders, meters: { ms: () => performance.now() }, signal: bench.signal });
  const ms = Object.fromEntries(Object.entries<{ ms: number[] }>(samples).map(([name, { ms: taken }]) => [name, taken]));
  // The same keys as were given.
  return { ms: ms as Record<C, number[]> };
}

const textOf = (counts: readonly Count[]): string => counts.map(({ time, key, bans }) => `${time} ${key} ${bans}`).join();

function rangeOf(text: string): { low: string; high: string } {
  const { low, high } = parseAddress(text);
  return { low, high };
}

function planOf(database: Database, sql: string): string {
  const steps = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/@\w+|\?/g, '1')}`).all();
  return steps.map(({ detail }) => detail).join('; ');
}
