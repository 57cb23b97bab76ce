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
  const first = database.prepare<[], number | null>(`SELECT min(hour) FROM (SELECT min(start) AS hour FROM bans ${allHours('min')})`).pluck();
  const last = database.prepare<[], number | null>(`SELECT max(hour) FROM (SELECT max(start) AS hour FROM bans ${allHours('max')})`).pluck();
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
    const isLast = to > (last.get() ?? 0);
    return { hours: [...wrong], addresses: [], next: isLast ? { address: 0 } : { hour: to } };
  }

  function addressesAfter(after: number): Counted & { next: CountingPosition | null } {
    const wrong = wrongAddresses.all({ after, to: after + ADDRESSES });
    const isLast = after + ADDRESSES >= (lastAddress.get() ?? 0);
    return { hours: [], addresses: wrong, next: isLast ? null : { address: after + ADDRESSES } };
  }

  const inOneState = database.transaction((from: CountingPosition | null) => {
    if (from && 'address' in from) {
      return addressesAfter(from.address);
    }
    const begin = first.get() ?? 0;
    return hoursFrom(from?.hour ?? begin - (begin % HOUR));
  });
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

  return {
    miscounted: (from) => inOneState(from),
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
        first.get();
        await database.backup(file, { progress: () => PAGES });
      } finally {
        database.exec('COMMIT');
      }
    },
    size: () => ({ bytes: sizeOf(database.name) + sizeOf(`${database.name}-wal`), bans: bans.get() ?? 0, addresses: addresses.get() ?? 0 }),
  };
}

const allHours = (edge: 'min' | 'max'): string => HOUR_TABLES.map(({ table }) => `UNION ALL SELECT ${edge}(hour) FROM ${table}`).join(' ');
