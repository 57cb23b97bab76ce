import { BanguiError } from '../../domain/errors';
import type { LogSource } from '../../services/ports/logFollowerPort';
import type { LogPage, LogRequest } from '../../services/ports/logReaderPort';
import { createLineSplitter } from './createLineSplitter';
import { createRecordCollector } from './createRecordCollector';
import { openJournal } from './openJournal';
import { readJournalEntry } from './readJournalEntry';
import type { LogReading } from './readLogFiles';
import { shuttingDown } from './shuttingDown';

const LIMIT_MS = 30_000;

/** The entries of that time, newest first. A message of several entries is read without those that continue it. */
export async function readJournalBackwards(source: Extract<LogSource, { kind: 'journal' }>, request: LogRequest, { stopped, mostBytes, journalctl }: LogReading & { journalctl: string }): Promise<LogPage> {
  const collector = createRecordCollector(request);
  const ending = AbortSignal.any([stopped, AbortSignal.timeout(LIMIT_MS)]);
  const journal = openJournal(journalctl, source, ['--reverse', `--since=@${Math.floor(request.from)}`, `--until=@${Math.ceil(request.to)}`], ending);
  const lines = createLineSplitter(0);
  let bytes = 0;
  let entries = 0;
  let isDone = false;
  try {
    for await (const chunk of journal.output) {
      lines.push(chunk, ({ text }) => {
        const entry = isDone ? null : readJournalEntry(text);
        entries += entry ? 1 : 0;
        isDone ||= entry?.record ? !collector.take({ id: entry.cursor, ...entry.record }) : false;
      });
      bytes += chunk.length;
      if (isDone || bytes >= mostBytes) {
        break;
      }
    }
  } catch (error) {
    // A program that is killed or was never started has an output that breaks.
    if (!(error instanceof Error)) {
      throw error;
    }
  }
  // Only then all is read that it has to say.
  await journal.end();
  const complaint = journal.complaint();
  if (stopped.aborted) {
    throw shuttingDown();
  }
  if (complaint && entries === 0) {
    throw new BanguiError('SURROUNDINGS_MISMATCH', `The journal cannot be read. ${complaint.reason ?? ''}`, { capability: 'read_log', reason: complaint.reason });
  }
  return collector.page(bytes >= mostBytes || ending.aborted ? 'most' : 'range');
}
