import { execFile } from 'node:child_process';

export interface ProgramResult {
  /** Null: killed, or never started. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Why it could not be run: an errno such as ENOENT, or that it was killed. */
  failure: string | 'killed' | null;
}

export interface ProgramOptions {
  limitMs: number;
  maxBytes: number;
  signal: AbortSignal;
}

/** Nothing of this process' own environment reaches what runs as root here. */
export const ENVIRONMENT = { LC_ALL: 'C.UTF-8', PYTHONNOUSERSITE: '1', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

/** Runs a program to its end, without a shell; a failure is a result, not an exception. */
export function runProgram(file: string, args: readonly string[], { limitMs, maxBytes, signal }: ProgramOptions): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const options = { cwd: '/', env: ENVIRONMENT, timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: maxBytes, signal, windowsHide: true } as const;
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, stdout, stderr, failure: code === null ? failureOf(error) : null });
    });
    child.stdin?.end();
  });
}

function failureOf(error: { killed?: boolean; code?: unknown } | null): string {
  return typeof error?.code === 'string' && /^E[A-Z]+$/.test(error.code) ? error.code : 'killed';
}
