import { execFile } from 'node:child_process';
import type { JournalPort } from '../services/ports/hostPorts';

const LIMIT_MS = 10_000;
const MATCH = /^[A-Z_][A-Z0-9_]*=.+$/;

export function createJournal({ journalctl = '/usr/bin/journalctl' }: { journalctl?: string } = {}): JournalPort {
  return {
    holds(match, from, to) {
      const matches = match.split(/\s+/).filter((part) => MATCH.test(part) || part === '+');
      if (matches.length === 0) {
        return Promise.resolve(null);
      }
      const args = ['--quiet', '--no-pager', '--output=json', '--output-fields=MESSAGE_ID', '--lines=1', `--since=@${from}`, `--until=@${to}`, ...matches];
      return new Promise((resolve) => {
        execFile(journalctl, args, { cwd: '/', env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' }, timeout: LIMIT_MS, killSignal: 'SIGKILL' }, (error, stdout) =>
          resolve(error ? null : stdout.trim() !== '')
        );
      });
    },
  };
}
