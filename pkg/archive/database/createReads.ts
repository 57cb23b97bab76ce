import type { Database } from 'better-sqlite3';
import type { AuditEntry, SyncCursor } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import { createHistory } from './createHistory';
import { createTrend } from './createTrend';

/** Everything that is asked of the archive. */
export function createReads(database: Database): ArchiveReads {
  const cursor = database.prepare<[], SyncCursor>('SELECT row AS rowid, fingerprint FROM sync_cursor');
  const audit = database.prepare<[number, number], AuditEntry>(
    'SELECT id, at, actor, org, role, host, action, result, request, reply FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?'
  );
  return {
    syncCursor: () => cursor.get() ?? null,
    history: createHistory(database),
    trend: createTrend(database),
    auditTrail: (limit, beforeId = Number.MAX_SAFE_INTEGER) => audit.all(beforeId, limit),
  };
}
