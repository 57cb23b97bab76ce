import path from 'node:path';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { createReads } from '../../../../pkg/archive/database/createReads';
import type { Bench } from '../../bench';
import { interleave, quantile } from '../../measure';
import { createBanStream } from './banStream';
import type { BareOptions } from './bareDatabase';
import { openBareDatabase } from './bareDatabase';

const PAGE = 500;
const BEFORE = 20_000;
const REPETITIONS = 9;
const READS = 300;
const MODES: ReadonlyArray<[BareOptions['journal'], BareOptions['synchronous']]> = [
  ['WAL', 'NORMAL'],
  ['WAL', 'FULL'],
  ['DELETE', 'NORMAL'],
  ['DELETE', 'FULL'],
];

/** What Docs/adr/0007 decides by: the time of a page of 500, of a single row, and of a read while another thread imports. */
export async function journalModes(bench: Bench, dir: string): Promise<void> {
  for (const [journal, synchronous] of MODES) {
    const mode = `${journal}, ${synchronous}`;
    const file = path.join(dir, `${journal}-${synchronous}.sqlite`);
    const { database, insert } = openBareDatabase(file, { journal, synchronous, complete: true });
    const bans = createBanStream().take;
    for (let filled = 0; filled < BEFORE; filled += PAGE) {
      insert(bans(PAGE));
    }
    const contenders = {
      page: { batch: 10, warmUp: 3, run: async () => insert(bans(PAGE)) },
      single: { batch: 50, warmUp: 10, run: async () => insert(bans(1)) },
    };
    const samples = await interleave({ repetitions: REPETITIONS, contenders, meters: { ms: () => performance.now() }, signal: bench.signal });
    database.close();
    const reads = await readsBesideImport(file, synchronous);
    bench.report({ row: '–', what: `${mode}: a page of 500 rows`, goal: null, samples: samples.page.ms, unit: ' ms' });
    bench.report({ row: '–', what: `${mode}: one row`, goal: null, samples: samples.single.ms, unit: ' ms' });
    bench.report({ row: '–', what: `${mode}: a history page, p99, while another thread imports`, goal: null, samples: reads, unit: ' ms' });
  }
}

const IMPORT = `
  const { workerData, parentPort } = require('node:worker_threads');
  const database = require('better-sqlite3')(workerData.file, { timeout: 10000 });
  database.pragma('synchronous = ' + workerData.synchronous);
  const address = database.prepare('INSERT INTO addresses (key, first_seen, last_seen, bans) VALUES (?, 1, 1, 1)');
  const insert = database.prepare('INSERT INTO bans (address_id, jail_id, start, ban_time, sources, ban_count, lines) VALUES (?, 1, ?, 600, 8, 1, 0)');
  const page = database.transaction((from) => {
    for (let n = from; n < from + 500; n++) insert.run(address.run(Buffer.from('ff' + n.toString(16).padStart(8, '0'), 'hex')).lastInsertRowid, n);
  });
  let from = 0, going = true;
  parentPort.on('message', () => { going = false; });
  const next = () => { if (!going) { database.close(); parentPort.close(); return; } page.immediate(from); from += 500; setImmediate(next); };
  parentPort.postMessage('importing');
  next();`;

async function readsBesideImport(file: string, synchronous: string): Promise<number[]> {
  const importer = new Worker(IMPORT, { eval: true, workerData: { file, synchronous } });
  const ended = new Promise<void>((resolve, reject) => importer.once('exit', () => resolve()).once('error', reject));
  await new Promise((resolve, reject) => importer.once('message', resolve).once('error', reject));
  const database = new Sqlite(file, { readonly: true, timeout: 10_000 });
  const { history } = createReads(database);
  const quantiles: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const samples: number[] = [];
    for (let read = 0; read < READS; read++) {
      const before = performance.now();
      history({ from: 0, to: Number.MAX_SAFE_INTEGER }, 50);
      samples.push(performance.now() - before);
    }
    quantiles.push(quantile(samples, 0.99));
  }
  importer.postMessage('enough');
  await ended;
  database.close();
  return quantiles;
}
