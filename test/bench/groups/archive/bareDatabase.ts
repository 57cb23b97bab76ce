import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { banKey } from '../../../../pkg/archive/addressRange';
import { MIGRATIONS } from '../../../../pkg/archive/database/migrations';
import { WRITER_SETTINGS } from '../../../../pkg/archive/database/openDatabase';
import type { StreamedBan } from './banStream';

export interface BareOptions {
  journal: 'WAL' | 'DELETE';
  synchronous: 'NORMAL' | 'FULL';
  /** All indexes and rollups of the archive, or the bare table of bans with its addresses. */
  complete: boolean;
}

export const AS_THE_ARCHIVE: BareOptions = { journal: 'WAL', synchronous: 'NORMAL', complete: true };

/** The archive's tables in the hands of nobody but better-sqlite3: no thread, no merging, no look at what is known. */
export function openBareDatabase(file: string, { journal, synchronous, complete }: BareOptions) {
  const database = new Sqlite(file);
  database.pragma(`journal_mode = ${journal}`);
  WRITER_SETTINGS.forEach((setting) => database.pragma(setting));
  database.pragma(`synchronous = ${synchronous}`);
  MIGRATIONS.forEach((sql) => database.exec(sql));
  if (!complete) {
    database.exec('DROP INDEX bans_identity; DROP INDEX bans_by_start; DROP INDEX addresses_by_bans; DROP INDEX addresses_by_asn');
  }
  const insert = createInsert(database, complete);
  return { database, insert: (bans: readonly StreamedBan[]) => void insert.immediate(bans) };
}

function createInsert(database: Database, complete: boolean) {
  const jailIds = new Map<string, number>();
  const addJail = database.prepare<[string], number>('INSERT INTO jails (name) VALUES (?) RETURNING id').pluck();
  const addSystem = database.prepare('INSERT OR IGNORE INTO systems (asn, org) VALUES (?, ?)');
  const addAddress = database
    .prepare<[Buffer, string, number, number, number], number>(
      `INSERT INTO addresses (key, country, asn, first_seen, last_seen, bans) VALUES (?, ?, ?, ?, ?, 1)
       ON CONFLICT (key) DO UPDATE SET last_seen = max(last_seen, excluded.last_seen), bans = bans + 1 RETURNING id`
    )
    .pluck();
  const addBan = database.prepare(
    'INSERT INTO bans (address_id, jail_id, start, ban_time, sources, ban_count, failures, lines, country, asn) VALUES (?, ?, ?, ?, 8, ?, ?, 0, ?, ?)'
  );
  const rollups = {
    jail: database.prepare('INSERT INTO hours_by_jail (hour, jail_id, bans) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bans = bans + excluded.bans'),
    country: database.prepare('INSERT INTO hours_by_country (hour, country, bans) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bans = bans + excluded.bans'),
    asn: database.prepare('INSERT INTO hours_by_asn (hour, asn, bans) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bans = bans + excluded.bans'),
  };

  return database.transaction((bans: readonly StreamedBan[]) => {
    const counts = { jail: new Map<string, number>(), country: new Map<string, number>(), asn: new Map<string, number>() };
    for (const { jail, address, start, banTime, banCount, failures, place } of bans) {
      const jailId = jailIds.get(jail) ?? addJail.get(jail) ?? 0;
      jailIds.set(jail, jailId);
      addSystem.run(place.asn, place.org);
      const addressId = addAddress.get(Buffer.from(banKey(address), 'hex'), place.country, place.asn, start, start) ?? 0;
      addBan.run(addressId, jailId, start, banTime, banCount, failures, place.country, place.asn);
      const hour = start - (start % 3600);
      for (const [counted, key] of [[counts.jail, jailId], [counts.country, place.country], [counts.asn, place.asn]] as const) {
        counted.set(`${hour} ${key}`, (counted.get(`${hour} ${key}`) ?? 0) + 1);
      }
    }
    for (const by of complete ? (['jail', 'country', 'asn'] as const) : []) {
      for (const [at, count] of counts[by]) {
        const [hour, key = ''] = at.split(' ');
        rollups[by].run(Number(hour), by === 'country' ? key : Number(key), count);
      }
    }
  });
}
