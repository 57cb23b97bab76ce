import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface ChildExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface OwnChild {
  pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<ChildExit>;
  running(): boolean;
  /** The last lines it wrote. */
  output(): string;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, kills it when it does not. */
  stop(graceMs?: number): Promise<void>;
}

export interface OwnChildOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  onOutput?: (text: string) => void;
}

const OUTPUT_KEPT = 16_384;
const OUTPUT_GRACE_MS = 500;
const SETPRIV = '/usr/bin/setpriv';

/**
 * Starts a process that never outlives us. It gets a process group of its own, so that a Ctrl-C at the terminal reaches it
 * only through its owner; the kernel ends it when its owner is killed (`setpriv --pdeathsig`, where util-linux has it).
 */
export async function startOwnChild(file: string, args: readonly string[], options: OwnChildOptions = {}): Promise<OwnChild> {
  const guarded = existsSync(SETPRIV);
  const child = spawn(guarded ? SETPRIV : file, guarded ? ['--pdeathsig', 'TERM', '--', file, ...args] : args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let ended = false;
  let kept = '';
  const hear = (text: string) => {
    kept = (kept + text).slice(-OUTPUT_KEPT);
    options.onOutput?.(text);
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);

  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const exited = new Promise<ChildExit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      process.off('exit', killAtExit);
      // Its last words may still be under way; a grandchild that holds the pipe open is not waited for.
      const late = setTimeout(resolve, OUTPUT_GRACE_MS, { code, signal });
      child.once('close', () => {
        clearTimeout(late);
        resolve({ code, signal });
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      process.off('exit', killAtExit);
      reject(error);
    });
  });
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(`${file} has no process id`);
  }

  const signal = (name: NodeJS.Signals) => {
    if (!ended) {
      child.kill(name);
    }
  };
  return {
    pid,
    exited,
    running: () => !ended,
    output: () => kept,
    signal,
    async stop(graceMs = 10_000) {
      signal('SIGTERM');
      signal('SIGCONT');
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}
