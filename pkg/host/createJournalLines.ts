import { execFile } from 'node:child_process';
import type { JournalLinesPort } from '../services/ports/journalLinesPort';

const LIMIT_MS = 10_000;
const MOST_BYTES = 32 * 1024 * 1024;
const MATCH = /^[A-Z_][A-Z0-9_]*=.+$/;

export function createJournalLines({ journalctl = '/usr/bin/journalctl' }: { journalctl?: string } = {}): JournalLinesPort {
  return {
    last(matches, lines, from) {
      const terms = matches.map((match) => match.split(/\s+/).filter((part) => MATCH.test(part) || part === '+'));
      // Without a match it would be the whole journal; the matches of a jail are alternatives.
      if (terms.length === 0 || terms.some((parts) => parts.length === 0)) {
        return Promise.resolve(null);
      }
      const args = ['--quiet', '--no-pager', '--output=short-iso', `--lines=${lines}`, ...(from === undefined ? [] : [`--since=@${from}`]), ...terms.flatMap((parts, index) => (index === 0 ? parts : ['+', ...parts]))];
      const options = { cwd: '/', env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' }, timeout: LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES } as const;
      return new Promise((resolve) => {
        execFile(journalctl, args, options, (error, stdout) => resolve(error ? null : stdout.split('\n').filter((line) => line !== '')));
      });
    },
  };
}
