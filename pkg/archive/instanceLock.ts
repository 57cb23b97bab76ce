import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** Another sidecar uses this state directory. */
export class AlreadyRunning extends Error {
  constructor(readonly stateDir: string) {
    super(`Another sidecar already works with ${stateDir}: stop it first, or give this one its own BANGUI_STATE_DIR.`);
    this.name = 'AlreadyRunning';
  }
}

/**
 * One sidecar per state directory. The lock is SQLite's own write lock on an empty database, held for life:
 * the kernel drops it with the process, also after SIGKILL, so that it never goes stale.
 */
export function acquireInstanceLock(stateDir: string): { release(): void } {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const database = new Database(path.join(stateDir, 'instance.lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') {
      throw new AlreadyRunning(stateDir);
    }
    throw error;
  }
  return { release: () => void database.close() };
}
