import type { Database } from 'better-sqlite3';
import type { OpenReport } from '../archiveEngine';
import type { ArchiveRequest } from '../createWorkerEngine';

export interface Opened {
  database: Database;
  report: OpenReport;
}

/** Answers requests with one connection, which the first request opens. A failed opening is tried anew by the next one. */
export function createSession<Calls extends object>(open: () => Opened, createCalls: (database: Database) => Calls) {
  let session: (Opened & { calls: Calls }) | null = null;

  function opened() {
    if (!session) {
      const fresh = open();
      try {
        session = { ...fresh, calls: createCalls(fresh.database) };
      } catch (error) {
        fresh.database.close();
        throw error;
      }
    }
    return session;
  }

  return (request: ArchiveRequest): unknown => {
    if (request.call === 'close') {
      session?.database.close();
      session = null;
      return null;
    }
    const { report, calls } = opened();
    if (!('args' in request)) {
      return report;
    }
    // Name and arguments were matched by the types of the engine; a message between threads carries none.
    const call = (calls as Record<string, (...args: readonly unknown[]) => unknown>)[request.call];
    if (!call) {
      throw new TypeError(`This connection has no "${request.call}".`);
    }
    return call(...request.args);
  };
}
