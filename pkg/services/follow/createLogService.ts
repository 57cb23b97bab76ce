import { LOG_LEVELS } from '../../contract/queries';
import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import { chooseSource } from './chooseSource';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { LogSource } from '../ports/logFollowerPort';
import type { LogPage, LoggedRecord, LogReaderPort } from '../ports/logReaderPort';

interface LogServiceDeps {
  reader: LogReaderPort;
  fail2ban: Pick<Fail2banPort, 'serverFiles'>;
  /** Where the sidecar finds fail2ban's log, in place of what fail2ban says. */
  logFile: string | null;
  toHere: (path: string) => string;
  timeZone: string;
}

/** Between two moments in UTC epoch seconds, both inclusive. */
export interface LogLinesRequest {
  from: number;
  to: number;
  jail?: readonly string[];
  /** A part of the message, whatever its case. */
  search?: string;
  /** This level and those above it. */
  level?: (typeof LOG_LEVELS)[number];
  limit: number;
}

/** As in LogPage; `limit` means that there are more. */
export type FoundLines = Pick<LogPage, 'end' | 'reached'> & { lines: LoggedRecord[] };

/** One is read at a time; these wait. */
const MOST_WAITING = 16;

/** What fail2ban has logged. Throws SURROUNDINGS_MISMATCH when it cannot be read, RATE_LIMITED, SHUTTING_DOWN and, as long as nobody knows where the log is, FAIL2BAN_UNREACHABLE. */
export function createLogService({ reader, fail2ban, logFile, toHere, timeZone }: LogServiceDeps) {
  const stopping = new AbortController();
  let known: LogSource | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** Where fail2ban logs, also while it does not answer: that is when its log is wanted most. */
  async function sourceNow(): Promise<LogSource> {
    try {
      const logTarget = logFile ?? (await fail2ban.serverFiles()).logTarget;
      known = chooseSource({ logTarget, logFile, toHere, timeZone });
      if (known === null) {
        throw new BanguiError('SURROUNDINGS_MISMATCH', `fail2ban writes its log to ${logTarget}, which cannot be read. Set BANGUI_FAIL2BAN_LOG, or its logtarget to a file.`, { capability: 'read_log' });
      }
      return known;
    } catch (error) {
      if (known === null) {
        throw error instanceof Fail2banUnreachable ? new BanguiError(error.code, `Where the log is, only fail2ban knows, or BANGUI_FAIL2BAN_LOG. ${error.message}`, error.details, { cause: error }) : error;
      }
      return known;
    }
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MOST_WAITING) {
      throw new BanguiError('RATE_LIMITED', 'Too many questions to fail2ban’s log are waiting for their answers. Ask again in a moment.');
    }
    waiting++;
    const turn = last.then(() => work()).finally(() => waiting--);
    last = turn.catch(() => {});
    return turn;
  }

  return {
    /** Newest first. */
    async lines({ from, to, jail, search, level, limit }: LogLinesRequest): Promise<FoundLines> {
      const source = await sourceNow();
      const sought = search?.toLowerCase() ?? '';
      const lowest = level ? LOG_LEVELS.indexOf(level) : -1;
      // A level that nobody knows is one of the many below DEBUG.
      const wanted = (record: LoggedRecord) =>
        (level === undefined || LOG_LEVELS.findIndex((name) => name === record.level) >= lowest) &&
        (jail === undefined || (record.jail !== null && jail.includes(record.jail))) &&
        record.message.toLowerCase().includes(sought);
      const { records, end, reached } = await inTurn(() => reader.read({ source, from, to, wanted, limit: limit + 1 }, stopping.signal));
      return { lines: records.slice(0, limit), end, reached };
    },
    /** Resolves when nothing is read any more. */
    async stop(): Promise<void> {
      stopping.abort();
      await last;
    },
  };
}
