import type { Worker } from 'node:worker_threads';
import type { CallMessage, ReplyMessage } from './answerCalls';

/** What a worker's function threw; `code` is SQLite's or the system's when it had one. */
export class WorkerFailure extends Error {
  constructor(
    message: string,
    readonly code: string | null
  ) {
    super(message);
    this.name = 'WorkerFailure';
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Calls of one worker thread: started at the first call, and anew after it died. Rejects with WorkerFailure. */
export function createWorkerCalls<Request, Reply>(spawn: () => Worker) {
  let worker: Worker | null = null;
  let nextId = 0;
  const waiting = new Map<number, Waiting>();

  function rejectAll(reason: string): void {
    const lost = [...waiting.values()];
    waiting.clear();
    lost.forEach(({ reject }) => reject(new WorkerFailure(`The worker thread ended: ${reason}`, null)));
  }

  function start(): Worker {
    const started = spawn();
    const lose = (reason: string) => {
      if (worker === started) {
        worker = null;
        rejectAll(reason);
      }
    };
    started.on('message', ({ id, ...reply }: ReplyMessage) => {
      const call = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) {
        started.unref();
      }
      return 'error' in reply ? call?.reject(new WorkerFailure(reply.error.message, reply.error.code)) : call?.resolve(reply.value);
    });
    started.on('error', (error) => lose(error.message));
    started.on('exit', (code) => lose(`exit code ${code}`));
    return started;
  }

  return {
    call(request: Request): Promise<Reply> {
      worker ??= start();
      const called = worker;
      called.ref();
      const id = nextId++;
      return new Promise((resolve, reject) => {
        // The worker answers with what its own function, of the same types, returned.
        waiting.set(id, { resolve: (value) => resolve(value as Reply), reject });
        called.postMessage({ id, request } satisfies CallMessage);
      });
    },
    /** Calls under way fail at once; resolves when the thread is gone, which waits for what it does outside of JavaScript. */
    async close(): Promise<void> {
      rejectAll('closed');
      await worker?.terminate();
    },
  };
}
