import type { Database } from 'better-sqlite3';
import type { ArchiveWrites } from '../archiveEngine';
import { createBanTable } from './createBanTable';
import { createRevisionWrites } from './createConfigRevisions';
import { createSeenConfigWrites } from './createSeenConfig';
import { createForgetting } from './createForgetting';
import { createOutbox } from './createOutbox';
import { createRecount } from './createRecount';

/** Everything that changes the archive; each call is one transaction. `ships`: what happens also goes into the outbox. */
export function createWrites(database: Database, ships = false): ArchiveWrites {
  const table = createBanTable(database);
  const { forget, erase } = createForgetting(database);
  const recount = createRecount(database);
  const outbox = createOutbox(database, ships);
  const moveCursor = database.prepare('INSERT OR REPLACE INTO sync_cursor (id, row, fingerprint) VALUES (1, ?, ?)');
  const movePosition = database.prepare('INSERT OR REPLACE INTO follow_position (id, position) VALUES (1, ?)');
  const audit = database.prepare(`
    INSERT INTO audit (at, actor, org, role, host, action, result, request, reply)
    VALUES (@at, @actor, @org, @role, @host, @action, @result, @request, @reply)`);

  const whole = database.transaction(<T>(work: () => T): T => work());
  const inOne = <T>(work: () => T): T => whole.immediate(work) as T;
  const withTable = <T>(work: (bans: ReturnType<typeof table>) => T): T =>
    inOne(() => {
      const bans = table();
      const result = work(bans);
      bans.flush();
      return result;
    });

  return {
    recordBans: (fresh, cursor) =>
      withTable((bans) => {
        const added = fresh.filter(bans.record).length;
        if (cursor) {
          moveCursor.run(cursor.rowid, cursor.fingerprint);
        }
        return added;
      }),
    recordUnbans: (unbans) => withTable((bans) => unbans.reduce((sum, unban) => sum + bans.unban(unban), 0)),
    recordFollowed: (events, position) =>
      withTable((bans) => {
        const added = events.filter(bans.follow).length;
        if (position !== null) {
          movePosition.run(position);
        }
        return added;
      }),
    recordAudit: (entry) => void audit.run(entry),
    setGeo: (found) => withTable((bans) => found.forEach(({ id, ...place }) => bans.place(id, place))),
    forget: (before) => inOne(() => forget(before)),
    erase: (address, at) => inOne(() => erase(address, at)),
    recount: (of) => inOne(() => recount(of)),
    takeOutgoing: (limit, holdSeconds) => inOne(() => outbox.take(limit, holdSeconds)),
    restampOutgoing: (seqs, at) => inOne(() => outbox.restamp(seqs, at)),
    dropOutgoing: (seqs) => inOne(() => outbox.drop(seqs)),
    ...createRevisionWrites(database),
    ...createSeenConfigWrites(database),
    emptyLog: () => emptied(database.pragma('wal_checkpoint(TRUNCATE)')),
    optimize: () => void database.pragma('optimize'),
  };
}

/** SQLite answers with one row, of which the first column says that it was kept from it. */
const emptied = (answer: unknown): boolean => Array.isArray(answer) && (answer as Array<{ busy: number }>)[0]?.busy === 0;
