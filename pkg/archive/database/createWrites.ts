import type { Database } from 'better-sqlite3';
import type { ArchiveWrites } from '../archiveEngine';
import { createBanTable } from './createBanTable';

/** Everything that changes the archive; each call is one transaction. */
export function createWrites(database: Database): ArchiveWrites {
  const bans = createBanTable(database);
  const moveCursor = database.prepare('INSERT OR REPLACE INTO sync_cursor (id, row, fingerprint) VALUES (1, ?, ?)');
  const audit = database.prepare(`
    INSERT INTO audit (at, actor, org, role, host, action, result, request, reply)
    VALUES (@at, @actor, @org, @role, @host, @action, @result, @request, @reply)`);

  const recordBans = database.transaction<ArchiveWrites['recordBans']>((fresh, cursor) => {
    const added = bans.record(fresh);
    if (cursor) {
      moveCursor.run(cursor.rowid, cursor.fingerprint);
    }
    return added;
  });
  const recordUnbans = database.transaction<ArchiveWrites['recordUnbans']>((unbans) => bans.end(unbans));

  return {
    recordBans: (fresh, cursor) => recordBans.immediate(fresh, cursor),
    recordUnbans: (unbans) => recordUnbans.immediate(unbans),
    recordAudit: (entry) => void audit.run(entry),
  };
}
