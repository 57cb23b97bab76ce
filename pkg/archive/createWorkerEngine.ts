import { createWorkerCalls } from '../host/createWorkerCalls';
import { spawnWorker } from '../host/spawnWorker';
import type { ArchiveCalls, ArchiveEngine, ArchiveMaintenance, ArchiveReads, ArchiveWrites, CallName, OpenReport } from './archiveEngine';

export interface ArchiveWorkerData {
  file: string;
  role: Role;
  /** Whether the writer fills the outbox. */
  ships?: boolean;
}
export type Role = 'writer' | 'reader' | 'maintenance';

/** Opening happens with the first request of any kind, also in a thread that replaced one that died. */
export type ArchiveRequest = { call: 'open' } | { call: 'close' } | { call: CallName; args: readonly unknown[] };

const ROLE_OF: Record<keyof ArchiveWrites, 'writer'> & Record<keyof ArchiveReads, 'reader'> & Record<keyof ArchiveMaintenance, 'maintenance'> = {
  recordBans: 'writer',
  recordUnbans: 'writer',
  recordFollowed: 'writer',
  recordAudit: 'writer',
  setGeo: 'writer',
  forget: 'writer',
  erase: 'writer',
  optimize: 'writer',
  recount: 'writer',
  emptyLog: 'writer',
  takeOutgoing: 'writer',
  restampOutgoing: 'writer',
  dropOutgoing: 'writer',
  beginConfigRevision: 'writer',
  endConfigRevision: 'writer',
  putSeenConfig: 'writer',
  syncCursor: 'reader',
  history: 'reader',
  lines: 'reader',
  trend: 'reader',
  top: 'reader',
  summary: 'reader',
  address: 'reader',
  life: 'reader',
  failureHours: 'reader',
  latestLife: 'reader',
  followPosition: 'reader',
  unresolved: 'reader',
  unresolvedCount: 'reader',
  withoutSystem: 'reader',
  auditTrail: 'reader',
  configRevisions: 'reader',
  configRevision: 'reader',
  configRevisionHeads: 'reader',
  openConfigRevisions: 'reader',
  seenConfig: 'reader',
  seenConfigText: 'reader',
  integrity: 'maintenance',
  size: 'maintenance',
  copy: 'maintenance',
  miscounted: 'maintenance',
};

/** What adds up many rows is asked of the last reader alone: pages and single addresses never wait behind it. */
const ADDS_UP: ReadonlySet<CallName> = new Set<CallName>(['trend', 'top', 'summary']);

/** One thread writes, `readers` threads read, one more comes for what takes long; the event loop waits for none of them. */
export function createWorkerEngine(file: string, readers: number, ships = false): ArchiveEngine {
  const writer = createThread({ file, role: 'writer', ships });
  const pool = Array.from({ length: readers }, () => createThread({ file, role: 'reader' }));
  const maintenance = createThread({ file, role: 'maintenance' });

  const leastBusy = () => pool.reduce((least, reader) => (reader.pending() < least.pending() ? reader : least), pool[0] ?? writer);
  const lastReader = pool.at(-1) ?? writer;
  const threadOf: Record<Role, () => Thread> = { writer: () => writer, reader: leastBusy, maintenance: () => maintenance };

  return {
    async open() {
      // Alone at first: it makes the file and changes the schema. The reply to "open" is this thread's report.
      const report = (await writer.ask({ call: 'open' })) as OpenReport;
      await Promise.all(pool.map((reader) => reader.ask({ call: 'open' })));
      return report;
    },
    async run<K extends CallName>(call: K, args: Parameters<ArchiveCalls[K]>): Promise<Awaited<ReturnType<ArchiveCalls[K]>>> {
      // The thread looks `call` up among functions of the same types.
      const thread = ADDS_UP.has(call) ? lastReader : threadOf[ROLE_OF[call]]();
      return (await thread.ask({ call, args })) as Awaited<ReturnType<ArchiveCalls[K]>>;
    },
    async close() {
      // It may be in the middle of a check or a copy, which nobody waits for.
      void maintenance.stop();
      // The writer last: the last connection to close empties the -wal into the file, which a reader may not.
      await Promise.all(pool.map((reader) => reader.leave()));
      await writer.end();
    },
  };
}

type Thread = ReturnType<typeof createThread>;

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
    /** Also in the middle of a call, which then fails. Resolves when SQLite has noticed, which may take as long as its statement. */
    stop: () => calls.close(),
    /** What is still being asked for is given up: SQLite cannot be interrupted, and the process is about to end. */
    async leave(): Promise<void> {
      if (pending > 0) {
        void calls.close();
      } else {
        await this.end();
      }
    },
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
