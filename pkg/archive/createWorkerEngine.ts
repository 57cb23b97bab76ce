import { createWorkerCalls } from '../host/createWorkerCalls';
import { spawnWorker } from '../host/spawnWorker';
import type { ArchiveCalls, ArchiveEngine, CallName, OpenReport } from './archiveEngine';

export interface ArchiveWorkerData {
  file: string;
  role: 'writer' | 'reader';
}

/** Opening happens with the first request of any kind, also in a thread that replaced one that died. */
export type ArchiveRequest = { call: 'open' } | { call: 'close' } | { call: CallName; args: readonly unknown[] };

const WRITES: ReadonlySet<CallName> = new Set<CallName>(['recordBans', 'recordUnbans', 'recordAudit']);

/** One thread writes, `readers` threads read; the event loop waits for none of them. */
export function createWorkerEngine(file: string, readers: number): ArchiveEngine {
  const writer = createThread({ file, role: 'writer' });
  const pool = Array.from({ length: readers }, () => createThread({ file, role: 'reader' }));

  return {
    async open() {
      // Alone at first: it makes the file and changes the schema. The reply to "open" is this thread's report.
      const report = (await writer.ask({ call: 'open' })) as OpenReport;
      await Promise.all(pool.map((reader) => reader.ask({ call: 'open' })));
      return report;
    },
    async run<K extends CallName>(call: K, args: Parameters<ArchiveCalls[K]>) {
      const thread = WRITES.has(call) ? writer : pool.reduce((least, reader) => (reader.pending() < least.pending() ? reader : least), pool[0] ?? writer);
      // The thread looks `call` up among functions of the same types.
      return (await thread.ask({ call, args })) as ReturnType<ArchiveCalls[K]>;
    },
    async close() {
      // The writer last: the last connection to close empties the -wal into the file, which a reader may not.
      await Promise.all(pool.map((reader) => reader.end()));
      await writer.end();
    },
  };
}

function createThread(data: ArchiveWorkerData) {
  const calls = createWorkerCalls<ArchiveRequest, unknown>(() => spawnWorker('archiveWorker', import.meta.url, data));
  let pending = 0;
  let used = false;

  async function ask(request: ArchiveRequest): Promise<unknown> {
    pending++;
    used = true;
    try {
      return await calls.call(request);
    } finally {
      pending--;
    }
  }

  return {
    ask,
    pending: () => pending,
    /** Gives connection and thread back; the next request begins anew. */
    async end(): Promise<void> {
      // Only to be closed, a thread need not be started.
      if (used) {
        await ask({ call: 'close' });
        await calls.close();
        used = false;
      }
    },
  };
}
