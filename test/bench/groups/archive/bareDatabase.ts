import Sqlite from 'better-sqlite3';
import { banKey } from '../../../../pkg/archive/addressRange';
import { MIGRATIONS } from '../../../../pkg/archive/database/migrations';
import { WRITER_SETTINGS } from '../../../../pkg/archive/database/openDatabase';
import type { NewBan } from '../../../../pkg/domain/archivedBan';

export interface BareOptions {
  journal: 'WAL' | 'DELETE';
  synchronous: 'NORMAL' | 'FULL';
  /** All indexes of the archive, or none. */
  indexed: boolean;
}

export const AS_THE_ARCHIVE: BareOptions = { journal: 'WAL', synchronous: 'NORMAL', indexed: true };

/** The archive's table in the hands of nobody but better-sqlite3: no thread, no merging, no check of what is known. */
export function openBareDatabase(file: string, { journal, synchronous, indexed }: BareOptions) {
  const database = new Sqlite(file);
  database.pragma(`journal_mode = ${journal}`);
  WRITER_SETTINGS.forEach((setting) => database.pragma(setting));
  database.pragma(`synchronous = ${synchronous}`);
  MIGRATIONS.forEach((sql) => database.exec(sql));
  if (!indexed) {
    database.exec('DROP INDEX bans_identity; DROP INDEX bans_by_start; DROP INDEX bans_by_jail');
  }
  const jailIds = new Map<string, number>();
  const addJail = database.prepare<[string], number>('INSERT INTO jails (name) VALUES (?) RETURNING id').pluck();
  const insert = database.prepare(
    'INSERT INTO bans (jail_id, address, address_key, start, ban_time, origin, ban_count, failures, matches, actor) VALUES (?, ?, ?, ?, ?, 2, ?, ?, NULL, NULL)'
  );
  const insertAll = database.transaction((bans: readonly NewBan[]) => {
    for (const { jail, address, start, banTime, banCount, failures } of bans) {
      const id = jailIds.get(jail) ?? addJail.get(jail) ?? 0;
      jailIds.set(jail, id);
      insert.run(id, address, Buffer.from(banKey(address), 'hex'), start, banTime, banCount, failures);
    }
  });
  return { database, insert: (bans: readonly NewBan[]) => void insertAll.immediate(bans) };
}
