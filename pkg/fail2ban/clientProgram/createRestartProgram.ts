import { spawn } from 'node:child_process';
import { BanguiError } from '../../domain/errors';
import type { ClientAnswer } from '../../services/ports/clientProgramPort';
import type { RestartProgramPort } from '../../services/ports/restartProgramPort';
import { clientWords } from './clientWords';
import { ENVIRONMENT } from './runProgram';

/** A stop lifts every ban, and an action may need a shell for each. */
const LIMIT_MS = 300_000;
const MAX_CHARACTERS = 16_384;
const NOT_SET = 'How fail2ban is restarted is not set. Set BANGUI_FAIL2BAN_RESTART, for example to "systemctl restart fail2ban", and restart the sidecar.';

/** Without a shell. Ends with the command itself: a server that it leaves behind may well hold on to its output. */
export function createRestartProgram({ argv, limitMs = LIMIT_MS }: { argv: readonly string[] | null; limitMs?: number }): RestartProgramPort {
  const closing = new AbortController();

  function run(file: string, args: readonly string[]): Promise<ClientAnswer> {
    return new Promise((resolve, reject) => {
      const child = spawn(file, args, { cwd: '/', env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs, killSignal: 'SIGKILL', windowsHide: true });
      const said = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        // Read to the end, and the end forgotten: a pipe that nobody reads would stop a server that writes to it.
        child[name].setEncoding('utf8').on('data', (text: string) => (said[name] = (said[name] + text).slice(0, MAX_CHARACTERS)));
      }
      const stop = () => reject(stopping());
      closing.signal.addEventListener('abort', stop);
      child.once('error', (error: NodeJS.ErrnoException) => reject(mismatch(`The program of BANGUI_FAIL2BAN_RESTART cannot be run (${error.code ?? 'unknown'}).`)));
      child.once('exit', (code, signal) => {
        closing.signal.removeEventListener('abort', stop);
        // What it said last may still be on its way.
        setImmediate(() => {
          if (signal === 'SIGKILL' && child.killed) {
            reject(new BanguiError('FAIL2BAN_TIMEOUT', `The command of BANGUI_FAIL2BAN_RESTART did not end within ${limitMs / 1000} s.`, { command: file }));
          } else {
            resolve(code === 0 ? { ok: true, words: '' } : { ok: false, words: clientWords(said.stdout, said.stderr) || `${file} ended with ${code ?? signal}` });
          }
        });
      });
    });
  }

  return {
    command: argv?.join(' ') ?? null,
    async run() {
      const [file, ...args] = argv ?? [];
      if (file === undefined) {
        throw mismatch(NOT_SET);
      }
      if (closing.signal.aborted) {
        throw stopping();
      }
      return run(file, args);
    },
    close: () => closing.abort(),
  };
}

function stopping(): BanguiError {
  return new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
}

function mismatch(reason: string): BanguiError {
  return new BanguiError('SURROUNDINGS_MISMATCH', reason, { setting: 'BANGUI_FAIL2BAN_RESTART', reason });
}
