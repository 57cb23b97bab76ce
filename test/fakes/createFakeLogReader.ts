import { BanguiError } from '../../pkg/domain/errors';
import type { LoggedRecord, LogReaderPort, LogRequest } from '../../pkg/services/ports/logReaderPort';

export interface FakeLogReader {
  port: LogReaderPort;
  write(...records: Array<Omit<LoggedRecord, 'id'>>): void;
  lose(): void;
  /** What was asked, in order. */
  asked: LogRequest[];
}

/** A log in memory, oldest first. */
export function createFakeLogReader(): FakeLogReader {
  const log: LoggedRecord[] = [];
  const asked: LogRequest[] = [];
  let isLost = false;
  return {
    asked,
    write: (...records) => void records.forEach((record) => log.push({ ...record, id: String(log.length) })),
    lose() {
      isLost = true;
    },
    port: {
      async read(request, stopped) {
        asked.push(request);
        const { from, to, limit, wanted } = request;
        if (stopped.aborted) {
          throw new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
        }
        if (isLost) {
          throw new BanguiError('SURROUNDINGS_MISMATCH', 'There is no log.', { capability: 'read_log' });
        }
        const records: LoggedRecord[] = [];
        let reached: number | null = null;
        for (const record of log.toReversed()) {
          reached = record.at;
          if (record.at < from) {
            return { records, end: 'range', reached };
          }
          if (record.at <= to && wanted(record)) {
            records.push(record);
          }
          if (records.length === limit) {
            return { records, end: 'limit', reached };
          }
        }
        return { records, end: 'oldest', reached };
      },
    },
  };
}
