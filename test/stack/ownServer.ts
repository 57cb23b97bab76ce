import type { ChildExit, OwnChild } from './ownChild';
import { waitFor } from './waitFor';

/** A server process that can be started, stopped, killed and started again. */
export interface OwnServer {
  /** Ends when it is ready; does nothing while it runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Sends a signal; unless it leaves the process alive, waits for its end. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Null while none runs. */
  pid(): number | null;
  /** Resolves when the process that runs now has ended. */
  exited(): Promise<ChildExit>;
}

export interface OwnServerOptions {
  name: string;
  launch(): Promise<OwnChild>;
  isReady(): Promise<boolean>;
  readyWithinMs?: number;
  /** How long it may take to end by itself. */
  graceMs?: number;
  signal?: AbortSignal;
}

const SURVIVED: readonly NodeJS.Signals[] = ['SIGSTOP', 'SIGCONT', 'SIGUSR1', 'SIGHUP'];

export function createOwnServer({ name, launch, isReady, readyWithinMs = 60_000, graceMs = 10_000, signal }: OwnServerOptions): OwnServer {
  let server: OwnChild | null = null;
  return {
    async start() {
      if (server?.running()) {
        return;
      }
      signal?.throwIfAborted();
      const child = await launch();
      server = child;
      await waitFor(
        `${name} to be ready`,
        async () => {
          if (!child.running()) {
            await child.exited;
            throw new Error(`${name} ended while starting:\n${child.output()}`);
          }
          return isReady();
        },
        { timeoutMs: readyWithinMs, everyMs: 100, signal }
      );
    },
    async stop() {
      await server?.stop(graceMs);
    },
    async kill(name = 'SIGKILL') {
      server?.signal(name);
      if (!SURVIVED.includes(name)) {
        await server?.exited;
      }
    },
    pid: () => (server?.running() ? server.pid : null),
    async exited() {
      if (server === null) {
        throw new Error(`${name} was never started`);
      }
      return server.exited;
    },
  };
}

/** True when the address answers with success. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
