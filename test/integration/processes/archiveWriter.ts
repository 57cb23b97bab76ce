import { systemClock } from '../../../pkg/host/systemClock';
import { createLog } from '../../../pkg/logging/log';
import { createArchive } from '../../../pkg/archive/createArchive';

/*
 * Copies bans number `first`, `first + 1`, … into an archive, with a cursor, until it is killed. Says "saved N" when all up to N
 * are acknowledged. Like a sync after a crash it begins at the cursor, and tells some rows before it once more.
 */
const [file = '', size = '50'] = process.argv.slice(2);
const BATCH = Number(size);
const OVERLAP = 20;
const T = 1_767_225_600;

const archive = createArchive({ file, logger: createLog('info'), clock: systemClock, readers: 1 });
const cursor = await archive.syncCursor();
process.stdout.write(`resumed ${cursor?.rowid ?? 0}\n`);

for (let saved = cursor?.rowid ?? 0; ; saved += BATCH) {
  const from = Math.max(0, saved - OVERLAP);
  const bans = Array.from({ length: saved + BATCH - from }, (_, index) => {
    const number = from + index + 1;
    return {
      jail: `jail${number % 7}`,
      address: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
      start: T + number,
      banTime: 600,
      origin: 'database' as const,
      matches: [`line ${number}`],
    };
  });
  await archive.recordBans(bans, { rowid: saved + BATCH, fingerprint: String(saved + BATCH) });
  process.stdout.write(`saved ${saved + BATCH}\n`);
}
