import { spawn } from 'node:child_process';
import type { FollowState, LogSource } from '../../services/ports/logFollowerPort';
import { ENVIRONMENT } from '../clientProgram/runProgram';

type Complaint = Pick<FollowState, 'state' | 'reason'>;

export interface Journal {
  /** Lines of JSON; ends when the program ends. */
  output: AsyncIterable<Buffer>;
  /** What it says is wrong; null while it says nothing. */
  complaint(): Complaint | null;
  /** It gave entries: what it said before is forgotten. */
  forgive(): void;
  /** Ends the program; resolves when it is gone. Null when nothing was wrong with it but that it ended by `stopped`. */
  end(): Promise<Complaint | null>;
}

const FIELDS = '_UID,MESSAGE,PRIORITY,LOGGER,SYSLOG_IDENTIFIER';
// Of what matches, only this is written by the journal itself: everybody may call himself fail2ban.
const OF_ROOT = '_UID=0';
const MAX_WORDS = 500;

/** Matches in a row must all hold, "+" begins others. */
function ofAny(matches: readonly string[]): string[] {
  return matches.length === 0 ? [OF_ROOT] : matches.flatMap((match, index) => [...(index === 0 ? [] : ['+']), OF_ROOT, match]);
}

/** `which`: options of journalctl that say which entries, and in what order. */
export function openJournal(program: string, { matches, directory }: Pick<Extract<LogSource, { kind: 'journal' }>, 'matches' | 'directory'>, which: readonly string[], stopped: AbortSignal): Journal {
  // Without --all what is longer than 4 kB comes as null.
  const args = ['--all', '--no-pager', '--quiet', '--output=json', `--output-fields=${FIELDS}`];
  const where = directory === undefined ? [] : [`--directory=${directory}`];
  const child = spawn(program, [...which, ...args, ...where, ...ofAny(matches)], {
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  let failure: string | null = null;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = () => child.kill('SIGKILL');
  stopped.addEventListener('abort', kill, { once: true });
  child.once('error', (error) => {
    failure = 'code' in error && error.code === 'ENOENT' ? `There is no ${program} here.` : `${program} could not be started.`;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-MAX_WORDS);
  });

  function complaint(): Complaint | null {
    const reason = failure ?? (words.trim() || null);
    return reason === null ? null : { state: /permission/i.test(reason) ? 'forbidden' : 'failed', reason };
  }

  return {
    output: child.stdout,
    complaint,
    forgive() {
      words = '';
    },
    async end() {
      kill();
      await closed;
      stopped.removeEventListener('abort', kill);
      return stopped.aborted ? null : (complaint() ?? { state: 'failed', reason: `${program} ended.` });
    },
  };
}
