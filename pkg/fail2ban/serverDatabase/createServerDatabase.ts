import { createWorkerCalls, WorkerFailure } from '../../host/createWorkerCalls';
import { spawnWorker } from '../../host/spawnWorker';
import type { ReadingPlace, ServerDatabasePort, StoredPage, UnreadableReason } from '../../services/ports/serverDatabasePort';
import { ServerDatabaseUnreadable } from '../../services/ports/serverDatabasePort';
import type { PageRequest, PlacesRequest } from './serverDatabaseWorker';

const REASON: Record<string, UnreadableReason> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  SQLITE_PERM: 'permission_denied',
  SQLITE_AUTH: 'permission_denied',
  SQLITE_CANTOPEN: 'missing',
  SQLITE_BUSY: 'busy',
  SQLITE_LOCKED: 'busy',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
  NO_BANS_TABLE: 'unsupported',
};

/** Reads fail2ban's database in a thread of its own: waiting for its lock must not keep anybody else waiting. */
export function createServerDatabase(): ServerDatabasePort {
  const worker = createWorkerCalls<PageRequest | PlacesRequest, StoredPage | ReadingPlace[]>(() => spawnWorker('serverDatabaseWorker', import.meta.url));

  async function ask(request: PageRequest | PlacesRequest): Promise<StoredPage | ReadingPlace[]> {
    try {
      return await worker.call(request);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) {
        throw error;
      }
      throw new ServerDatabaseUnreadable(reasonOf(error.code), error.code, error.message);
    }
  }

  // The worker answers each of its two requests with the shape that belongs to it.
  return {
    page: async (file, cursor) => (await ask({ file, cursor })) as StoredPage,
    readingPlaces: async (file) => (await ask({ file, places: true })) as ReadingPlace[],
    close: worker.close,
  };
}

/** SQLite refines its codes by a suffix: SQLITE_BUSY_SNAPSHOT, SQLITE_CANTOPEN_ISDIR. */
function reasonOf(code: string | null): UnreadableReason {
  const [, plain = code] = /^(SQLITE_[A-Z]+)/.exec(code ?? '') ?? [];
  return REASON[plain ?? ''] ?? 'failed';
}
