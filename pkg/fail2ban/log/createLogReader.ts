import type { Clock } from '../../services/ports/clock';
import type { LogReaderPort } from '../../services/ports/logReaderPort';
import { readJournalBackwards } from './readJournalBackwards';
import { readLogFiles } from './readLogFiles';

interface LogReaderDeps {
  clock: Clock;
  /** Bytes that are read at once at most. */
  mostBytes?: number;
  /** The command that reads the systemd journal. */
  journalctl?: string;
}

const MOST_BYTES = 64 * 1024 * 1024;

export function createLogReader({ clock, mostBytes = MOST_BYTES, journalctl = 'journalctl' }: LogReaderDeps): LogReaderPort {
  const now = () => clock.now() / 1000;
  return {
    read(request, stopped) {
      const { source } = request;
      return source.kind === 'file' ? readLogFiles(source, request, { now, stopped, mostBytes }) : readJournalBackwards(source, request, { now, stopped, mostBytes, journalctl });
    },
  };
}
