import type { Fail2banPort } from '../ports/fail2banPort';
import type { ConfigHostPort } from '../ports/hostPorts';

interface ServerLogDeps {
  fail2ban: Pick<Fail2banPort, 'serverFiles'>;
  host: Pick<ConfigHostPort, 'logEnd' | 'logSince'>;
  /** Where the sidecar is told to find fail2ban's log; null: where fail2ban says. */
  logFile: string | null;
  toHere: (path: string) => string;
}

const RECORD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} fail2ban[\w.]*\s*\[\d+\]: (ERROR|CRITICAL)\s+(.*)$/;
const MAX_WORDS = 1000;

export interface LogMark {
  file: string;
  end: number;
}

export type ServerLog = ReturnType<typeof createServerLog>;

/** What fail2ban itself writes while a jail is loaded. Where its log is no file, nothing is known. */
export function createServerLog({ fail2ban, host, logFile, toHere }: ServerLogDeps) {
  return {
    async mark(): Promise<LogMark | null> {
      const { logTarget } = await fail2ban.serverFiles();
      const file = logFile ?? (logTarget.startsWith('/') ? toHere(logTarget) : null);
      const end = file === null ? null : await host.logEnd(file);
      return file === null || end === null ? null : { file, end };
    },
    /** Errors of loading this jail; null when there are none. */
    async errorsSince(mark: LogMark | null, jail: string): Promise<string | null> {
      const text = mark && (await host.logSince(mark.file, mark.end));
      const ours = [`Failed to start jail '${jail}'`, `Jail '${jail}' skipped`, `['set', '${jail}'`, `['multi-set', '${jail}'`, `['add', '${jail}'`, `['start', '${jail}'`, `jail '${jail}' action`];
      const errors = (text ?? '').split('\n').flatMap((line) => {
        const message = RECORD.exec(line)?.[2];
        return message !== undefined && ours.some((words) => message.includes(words)) && !message.startsWith('Failed to stop') && !message.startsWith('Failed to execute') ? [message] : [];
      });
      return errors.length === 0 ? null : errors.join('\n').slice(0, MAX_WORDS);
    },
  };
}
