import { createLogClock } from './createLogClock';
import { TOLERANCE } from './createRecordCollector';
import type { LogFile } from './openLogFile';
import { readHeader } from './readHeader';

const PROBE = 65_536;
const CLOSE_ENOUGH = 1_048_576;

/** An offset, at the beginning of a line, behind which everything was logged after `to`. Looks at some twenty places of the file, however long it is. */
export async function findEndOfTime(file: Pick<LogFile, 'read'>, to: number, size: number, zone: { timeZone: string | null; now: () => number }): Promise<number> {
  const buffer = Buffer.allocUnsafe(PROBE);
  let before = 0;
  let end = size;
  while (end - before > CLOSE_ENOUGH) {
    const middle = Math.floor((before + end) / 2);
    const found = await recordBehind(file, middle, buffer, zone);
    if (found === null || found.start >= end || found.at <= to + TOLERANCE) {
      before = middle;
    } else {
      end = found.start;
    }
  }
  return end;
}

/** The first record that begins behind `offset`, within what is read at once. Of two readings of its time, the earlier one. */
async function recordBehind(file: Pick<LogFile, 'read'>, offset: number, buffer: Buffer, { timeZone, now }: { timeZone: string | null; now: () => number }): Promise<{ start: number; at: number } | null> {
  const bytes = buffer.subarray(0, await file.read(buffer, offset));
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    const stop = bytes.indexOf(10, at + 1);
    const header = stop < 0 ? null : readHeader(bytes.toString('utf8', at + 1, stop), null);
    if (header !== null && header !== 'foreign') {
      return { start: offset + at + 1, at: createLogClock(timeZone, null, now).resolve(header.time, null) };
    }
  }
  return null;
}
