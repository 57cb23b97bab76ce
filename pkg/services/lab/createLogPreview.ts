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
  broken: 'The file cannot be unpacked, or is too large then.',
};

interface LogPreviewDeps {
  fail2ban: Pick<Fail2banPort, 'counters'>;
  files: JailLogFilesPort;
  toHere: (path: string) => string;
}

export type LogPreview = ReturnType<typeof createLogPreview>;

/** The logs of a jail's own, and what they were before they were rotated. Throws JAIL_NOT_FOUND and what Fail2banPort throws. */
export function createLogPreview({ fail2ban, files, toHere }: LogPreviewDeps) {
  async function jailOf(name: string): Promise<JailCounters> {
    const [jail] = await fail2ban.counters([name]);
    if (jail === undefined) {
      throw new BanguiError('JAIL_NOT_FOUND', `There is no running jail "${name}".`, { jail: name });
    }
    return jail;
  }

  /** What each log was before, by paths as fail2ban has them. */
  async function rotatedOf(log: string): Promise<string[]> {
    return (await files.rotated(toHere(log))).map(({ suffix }) => `${log}${suffix}`);
  }

  async function isRotated(file: string, logFiles: readonly string[]): Promise<boolean> {
    const log = logFiles.find((one) => file.startsWith(one) && file !== one);
    return log !== undefined && (await rotatedOf(log)).includes(file);
  }

  async function read(path: string, lines: number): Promise<LogTail> {
    const found = await files.tail(toHere(path), lines, MOST_BYTES);
    if (typeof found === 'string') {
      throw new BanguiError('INVALID_INPUT', LOG_PROBLEM[found], { field: 'file', view: found });
    }
    return found;
  }

  /** Throws INVALID_INPUT for a file that is none of the jail's own, nor was one, or that is not to be shown. */
  async function tail(name: string, file: string | undefined, lines: number): Promise<LogTail & { path: string }> {
    const { logFiles } = await jailOf(name);
    const path = file ?? logFiles[0];
    if (path === undefined || !(logFiles.includes(path) || (await isRotated(path, logFiles)))) {
      throw invalidInput('file', path === undefined ? 'This jail reads no log file.' : 'This is none of the log files of this jail.');
    }
    return { path, ...(await read(path, lines)) };
  }

  /** The last lines of the first log, with those of before it was rotated while there are fewer. */
  async function lastLines(name: string, most: number): Promise<string[]> {
    const { path, cut, lines } = await tail(name, undefined, most);
    const older = cut || lines.length >= most ? [] : await files.rotated(toHere(path));
    for (const { suffix } of older) {
      const found = await files.tail(toHere(`${path}${suffix}`), most - lines.length, MOST_BYTES);
      lines.unshift(...(typeof found === 'string' ? [] : found.lines));
      if (typeof found === 'string' || found.cut || lines.length >= most) {
        break;
      }
    }
    return lines;
  }

  return {
    jailOf,
    lastLines,
    tail,
    async list(name: string): Promise<JailLogs> {
      const { logFiles, journalMatches } = await jailOf(name);
      const look = async (path: string, rotated: boolean) => ({ path, rotated, ...(await files.look(toHere(path))) });
      const all = await Promise.all(logFiles.map(async (log) => Promise.all([look(log, false), ...(await rotatedOf(log)).map((path) => look(path, true))])));
      return { files: all.flat(), journalMatches };
    },
    async lines(name: string, file: string, most: number): Promise<LogLines> {
      const { path, size, lines } = await tail(name, file, most);
      return { path, size, lines: lines.map((line) => Buffer.from(line, 'latin1').toString('utf8').replace(/\r$/, '')) };
    },
  };
}
