import { BanguiError } from '../../domain/errors';
import type { LogSource } from '../../services/ports/logFollowerPort';
import type { LogPage, LogRequest } from '../../services/ports/logReaderPort';
import { createBackwardAssembler } from './createBackwardAssembler';
import { createBackwardClock } from './createBackwardClock';
import { createRecordCollector, TOLERANCE } from './createRecordCollector';
import type { RecordCollector } from './createRecordCollector';
import { findEndOfTime } from './findEndOfTime';
import { firstHeader, listLogs } from './findLogs';
import { followProblem } from './followProblem';
import { openLogFile } from './openLogFile';
import type { LogFile } from './openLogFile';
import { readLinesBackwards } from './readLinesBackwards';
import { shuttingDown } from './shuttingDown';

export interface LogReading {
  /** UTC epoch seconds. */
  now: () => number;
  stopped: AbortSignal;
  /** Bytes of all files together. */
  mostBytes: number;
}

// Some 600 lines: others have their turn in between.
const CHUNK = 65_536;
/** One more may be given away by each rotation meanwhile. */
const MOST_FILES = 50;

/** The log and those that it was rotated into and that are not compressed, as one. */
export async function readLogFiles(source: Extract<LogSource, { kind: 'file' }>, request: LogRequest, { now, stopped, mostBytes }: LogReading): Promise<LogPage> {
  const collector = createRecordCollector(request);
  const resolve = createBackwardClock(source.timeZone, now);
  const buffer = Buffer.allocUnsafe(CHUNK);
  const seen = new Set<string>();
  let left = mostBytes;

  /** False: nothing older is needed. */
  async function readFile(file: LogFile): Promise<boolean> {
    const { size, modifiedMs } = await file.stat();
    if (modifiedMs / 1000 < request.from - TOLERANCE) {
      return false;
    }
    const head = await firstHeader(file);
    const end = modifiedMs / 1000 <= request.to ? size : await findEndOfTime(file, request.to, size, { timeZone: source.timeZone, now });
    const assemble = createBackwardAssembler(head?.form ?? null);
    for await (const lines of readLinesBackwards(file, end, buffer)) {
      if (stopped.aborted) {
        throw shuttingDown();
      }
      left -= buffer.length;
      for (const line of lines) {
        const record = assemble(line);
        if (record && !takeRecord(collector, record, resolve)) {
          return false;
        }
      }
      if (left <= 0) {
        return false;
      }
    }
    return true;
  }

  for (let files = 0; files < MOST_FILES; files++) {
    const { logs, compressed } = await listLogs(source.path);
    const next = logs.find(({ id }) => !seen.has(id));
    if (!next) {
      if (seen.size === 0) {
        throw unreadable(Object.assign(new Error(), { code: 'ENOENT' }), source.path);
      }
      return collector.page(compressed ? 'compressed' : 'oldest');
    }
    seen.add(next.id);
    const file = await openLogFile(next.path).catch((error: unknown) => {
      if (next.path === source.path) {
        throw unreadable(error, source.path);
      }
      return null;
    });
    try {
      if (file && !(await readFile(file))) {
        return collector.page(left <= 0 ? 'most' : 'range');
      }
    } finally {
      await file?.close();
    }
  }
  return collector.page('most');
}

function takeRecord(collector: RecordCollector, record: NonNullable<ReturnType<ReturnType<typeof createBackwardAssembler>>>, resolve: ReturnType<typeof createBackwardClock>): boolean {
  const at = resolve(record.time);
  // Both stay what they are when the file is renamed, and when it is copied.
  return collector.take({ id: `${Math.round(at * 1000)}-${record.start}`, at, level: record.level, message: record.message });
}

function unreadable(error: unknown, path: string): BanguiError {
  const { reason } = followProblem(error, path);
  return new BanguiError('SURROUNDINGS_MISMATCH', `fail2ban’s log cannot be read. ${reason ?? ''} See BANGUI_FAIL2BAN_LOG and BANGUI_PATH_MAP.`, { capability: 'read_log', reason }, { cause: error });
}
