import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { banKey } from '../../../../pkg/archive/addressRange';
import { MIGRATIONS } from '../../../../pkg/archive/database/migrations';
import { addressOf, createBanStream, jailName, placeOf } from './banStream';

const CHUNK = 50_000;

/** An archive of `rows` bans as a sidecar would have written it, rollups and totals too. Written in bulk, the indexes at the end. */
export function fillArchive(file: string, rows: number, signal: AbortSignal): void {
  const database = new Sqlite(file);
  for (const setting of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -262144', 'foreign_keys = OFF']) {
    database.pragma(setting);
  }
  MIGRATIONS.forEach((sql) => database.exec(sql));
  const indexes = database.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('bans', 'addresses') AND sql IS NOT NULL").all();
  indexes.forEach(({ name }) => database.exec(`DROP INDEX ${name}`));
  insertAddresses(database, insertBans(database, rows, signal));
  database.exec(`
    INSERT INTO systems SELECT DISTINCT asn, 'System ' || asn FROM addresses;
    INSERT INTO hours_by_jail SELECT start - start % 3600 AS hour, jail_id, count(*) FROM bans GROUP BY 1, 2;
    INSERT INTO hours_by_country SELECT start - start % 3600 AS hour, country, count(*) FROM bans GROUP BY 1, 2;
    INSERT INTO hours_by_asn SELECT start - start % 3600 AS hour, asn, count(*) FROM bans GROUP BY 1, 2;`);
  indexes.forEach(({ sql }) => database.exec(sql));
  database.pragma(`user_version = ${MIGRATIONS.length}`);
  database.pragma('journal_mode = WAL');
  database.close();
}

interface Totals {
  first: number;
  last: number;
  bans: number;
}

function insertBans(database: Database, rows: number, signal: AbortSignal): Totals[] {
  const addJail = database.prepare('INSERT OR IGNORE INTO jails (id, name) VALUES (?, ?)');
  const insert = database.prepare(
    'INSERT INTO bans (address_id, jail_id, start, ban_time, overtime, end_cause, sources, logged_after, ban_count, failures, lines, country, asn) VALUES (?, ?, ?, 600, 0, 1, 10, 1, 1, 5, 0, ?, ?)'
  );
  const stream = createBanStream();
  const places: Array<{ country: string; asn: number }> = [];
  const totals: Totals[] = [];
  const chunk = database.transaction((count: number) => {
    for (let i = 0; i < count; i++) {
      const { address, jail, start } = stream.next();
      const { country, asn } = (places[address] ??= placeOf(address));
      const total = (totals[address] ??= { first: start, last: start, bans: 0 });
      total.last = start;
      total.bans++;
      addJail.run(jail + 1, jailName(jail));
      insert.run(address + 1, jail + 1, start, country, asn);
    }
  });
  for (let written = 0; written < rows; written += CHUNK) {
    signal.throwIfAborted();
    chunk(Math.min(CHUNK, rows - written));
  }
  return totals;
}

function insertAddresses(database: Database, totals: readonly Totals[]): void {
  const insert = database.prepare('INSERT INTO addresses (id, key, country, asn, first_seen, last_seen, bans) VALUES (?, ?, ?, ?, ?, ?, ?)');
  database.transaction(() => {
    totals.forEach(({ first, last, bans }, at) => {
      const { country, asn } = placeOf(at);
      insert.run(at + 1, Buffer.from(banKey(addressOf(at)), 'hex'), country, asn, first, last, bans);
    });
  })();
}
