import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { ArchiveMaintenance, Counted, CountingPosition } from '../archiveEngine';
import { HOUR_TABLES } from './createRecount';
import { HOUR } from './createRollups';

/** A part of the archive that is compared at once. */
const HOURS = 24 * 14;
const ADDRESSES = 50_000;
/** Pages a step of a copy takes: between two steps the thread can be ended. */
const PAGES = 4096;

/** What takes long. It works on the state the archive had when it began, and keeps nobody from writing. */
export function createMaintenance(database: Database): ArchiveMaintenance {
  const firstHour = database.prepare<[], number | null>('SELECT min(start) FROM bans').pluck();
  const lastHour = database.prepare<[], number | null>('SELECT max(hour) FROM (SELECT max(start) AS hour FROM bans UNION ALL SELECT max(hour) FROM hours_by_jail)').pluck();
  const wrongHours = HOUR_TABLES.map(({ table, column, value }) =>
    database
      .prepare<[{ from: number; to: number }], number>(
        `WITH counted AS (
           SELECT start - start % ${HOUR} AS hour, ${value} AS key, count(*) AS bans FROM bans INDEXED BY bans_by_start
           WHERE start >= @from AND start < @to GROUP BY 1, 2
         ), stored AS (SELECT hour, ${column} AS key, bans FROM ${table} WHERE hour >= @from AND hour < @to)
         SELECT DISTINCT hour FROM (
           SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored) UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted)
         )`
      )
      .pluck()
  );
  const lowestHour = database
    .prepare<[], number | null>('SELECT min(hour) FROM (SELECT min(hour) AS hour FROM hours_by_jail UNION ALL SELECT min(hour) FROM hours_by_country UNION ALL SELECT min(hour) FROM hours_by_asn)')
    .pluck();
  const lastAddress = database.prepare<[], number | null>('SELECT max(id) FROM addresses').pluck();
  const wrongAddresses = database
    .prepare<[{ after: number; to: number }], number>(
      `SELECT id FROM addresses
       LEFT JOIN (
         SELECT address_id, count(*) AS counted FROM bans INDEXED BY bans_identity WHERE address_id > @after AND address_id <= @to GROUP BY address_id
       ) ON address_id = id
       WHERE id > @after AND id <= @to AND bans <> coalesce(counted, 0)`
    )
    .pluck();
  const bans = database.prepare<[], number | null>('SELECT sum(bans) FROM hours_by_country').pluck();
  const addresses = database.prepare<[], number>('SELECT count(*) FROM addresses').pluck();

  function hoursFrom(hour: number): Counted & { next: CountingPosition | null } {
    const to = hour + HOURS * HOUR;
    const wrong = new Set(wrongHours.flatMap((of) => of.all({ from: hour, to })));
    const isLast = to > (lastHour.get() ?? 0);
    return { hours: [...wrong], addresses: [], next: isLast ? { address: 0 } : { hour: to } };
  }

  function addressesAfter(after: number): Counted & { next: CountingPosition | null } {
    const wrong = wrongAddresses.all({ after, to: after + ADDRESSES });
    const isLast = after + ADDRESSES >= (lastAddress.get() ?? 0);
    return { hours: [], addresses: wrong, next: isLast ? null : { address: after + ADDRESSES } };
  }

  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

  return {
    miscounted: (from) => database.transaction(() => {
      if (from && 'address' in from) {
        return addressesAfter(from.address);
      }
      const first = Math.min(firstHour.get() ?? 0, lowestHour.get() ?? Number.MAX_SAFE_INTEGER);
      return hoursFrom(from?.hour ?? first - (first % HOUR));
    })(),
    integrity: () =>
      database
        .prepare<[], string>('PRAGMA integrity_check')
        .pluck()
        .all()
        .filter((told) => told !== 'ok'),
    async copy(file) {
      // A copy begins anew with every write of another connection, unless it reads in a transaction.
      database.exec('BEGIN');
      try {
        firstHour.get();
        await database.backup(file, { progress: () => PAGES });
      } finally {
        database.exec('COMMIT');
      }
    },
    size: () => ({ bytes: sizeOf(database.name) + sizeOf(`${database.name}-wal`), bans: bans.get() ?? 0, addresses: addresses.get() ?? 0 }),
  };
}
