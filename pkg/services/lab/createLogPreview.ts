import type { JailLogs, LogLines, LogView } from '../../contract/filterLab';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { JailCounters } from '../../domain/jail';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { JailLogFilesPort, LogTail } from '../ports/jailLogFilesPort';

const MOST_BYTES = 512 * 1024;

/** Why a log is not shown. */
export const LOG_PROBLEM: Record<Exclude<LogView, 'readable'>, string> = {
  missing: 'The file is not there as this sidecar sees it: see BANGUI_PATH_MAP.',
  forbidden: 'The sidecar may not read the file.',
  outside: 'The file is not inside one of the directories of BANGUI_LOG_PREVIEW_DIRS.',
  no_file: 'There is something else than a file at this path.',
};

interface LogPreviewDeps {
  fail2ban: Pick<Fail2banPort, 'counters'>;
  files: JailLogFilesPort;
  toHere: (path: string) => string;
}

export type LogPreview = ReturnType<typeof createLogPreview>;

/** The logs of a jail's own. Throws JAIL_NOT_FOUND and what Fail2banPort throws. */
export function createLogPreview({ fail2ban, files, toHere }: LogPreviewDeps) {
  async function jailOf(name: string): Promise<JailCounters> {
    const [jail] = await fail2ban.counters([name]);
    if (jail === undefined) {
      throw new BanguiError('JAIL_NOT_FOUND', `There is no running jail "${name}".`, { jail: name });
    }
    return jail;
  }

  /** Throws INVALID_INPUT for a file that is none of the jail's own, or that is not to be shown. */
  async function tail(name: string, file: string | undefined, lines: number): Promise<LogTail & { path: string }> {
    const { logFiles } = await jailOf(name);
    const path = file ?? logFiles[0];
    if (path === undefined || !logFiles.includes(path)) {
      throw invalidInput('file', path === undefined ? 'This jail reads no log file.' : 'This is none of the log files of this jail.');
    }
    const read = await files.tail(toHere(path), lines, MOST_BYTES);
    if (typeof read === 'string') {
      throw new BanguiError('INVALID_INPUT', LOG_PROBLEM[read], { field: 'file', view: read });
    }
    return { path, ...read };
  }

  return {
    jailOf,
    tail,
    async list(name: string): Promise<JailLogs> {
      const { logFiles, journalMatches } = await jailOf(name);
      return { files: await Promise.all(logFiles.map(async (path) => ({ path, ...(await files.look(toHere(path))) }))), journalMatches };
    },
    async lines(name: string, file: string, most: number): Promise<LogLines> {
      const { path, size, lines } = await tail(name, file, most);
      return { path, size, lines: lines.map((line) => Buffer.from(line, 'latin1').toString('utf8').replace(/\r$/, '')) };
    },
  };
}
