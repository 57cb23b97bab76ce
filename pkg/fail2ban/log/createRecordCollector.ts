import type { LogEnd, LoggedRecord, LogPage, LogRequest } from '../../services/ports/logReaderPort';
import { jailOfMessage } from './jailOfMessage';

export interface RecordCollector {
  /** Newest first. False: nothing older is needed. */
  take(record: Omit<LoggedRecord, 'jail'>): boolean;
  /** `end`: why it ends, when it is not for what was taken. */
  page(end: LogEnd): LogPage;
  reached(): number | null;
}

/** Threads of fail2ban overtake each other, and clocks are set. Seconds. */
export const TOLERANCE = 60;
/** Characters of messages that are kept at most. */
const MOST_TEXT = 16_000_000;

export function createRecordCollector({ from, to, wanted, limit }: Pick<LogRequest, 'from' | 'to' | 'wanted' | 'limit'>): RecordCollector {
  // By id: a log that is copied and emptied meanwhile is met twice.
  const records = new Map<string, LoggedRecord>();
  let reached: number | null = null;
  let text = 0;
  let end: LogEnd | null = null;
  return {
    take(record) {
      reached = Math.min(reached ?? record.at, record.at);
      if (record.at < from - TOLERANCE) {
        end = 'range';
        return false;
      }
      const full = { ...record, jail: jailOfMessage(record.message) };
      if (record.at >= from && record.at <= to && wanted(full)) {
        records.set(record.id, full);
        text += record.message.length;
        end = records.size >= limit ? 'limit' : text > MOST_TEXT ? 'most' : null;
      }
      return end === null;
    },
    page: (otherwise) => ({ records: [...records.values()].sort((a, b) => b.at - a.at), end: end ?? otherwise, reached }),
    reached: () => reached,
  };
}
