import type { Database } from 'better-sqlite3';
import type { ArchiveWrites } from '../archiveEngine';
import { HOUR } from './createRollups';

export interface HourTable {
  table: string;
  column: string;
  /** Of a ban, as the table has it. */
  value: string;
}

/** The counts by hour, and what of a ban they count. */
export const HOUR_TABLES: readonly HourTable[] = [
  { table: 'hours_by_jail', column: 'jail_id', value: 'jail_id' },
  { table: 'hours_by_country', column: 'country', value: "coalesce(country, '')" },
  { table: 'hours_by_asn', column: 'asn', value: 'coalesce(asn, 0)' },
];

const COUNTED_ANEW = `count(*) AS bans FROM bans INDEXED BY bans_by_start WHERE start BETWEEN @hour AND @hour + ${HOUR - 1} GROUP BY key`;

/** Counts again, and puts right. To be called inside a transaction. */
export function createRecount(database: Database): ArchiveWrites['recount'] {
  const hours = HOUR_TABLES.map(({ table, column, value }) => {
    return {
      differing: database
        .prepare<[{ hour: number }], number>(
          `WITH counted AS (SELECT ${value} AS key, ${COUNTED_ANEW}), stored AS (SELECT ${column} AS key, bans FROM ${table} WHERE hour = @hour)
           SELECT count(DISTINCT key) FROM (
             SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored) UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted)
           )`
        )
        .pluck(),
      clear: database.prepare<[{ hour: number }]>(`DELETE FROM ${table} WHERE hour = @hour`),
      fill: database.prepare<[{ hour: number }]>(`INSERT INTO ${table} (hour, ${column}, bans) SELECT @hour, ${value} AS key, ${COUNTED_ANEW}`),
    };
  });
  const total = database.prepare<[{ id: number }]>(
    'UPDATE addresses SET bans = counted.bans FROM (SELECT count(*) AS bans FROM bans INDEXED BY bans_identity WHERE address_id = @id) AS counted WHERE id = @id AND addresses.bans <> counted.bans'
  );

  function recountHour(hour: number): number {
    return hours.reduce((sum, { differing, clear, fill }) => {
      const wrong = differing.get({ hour }) ?? 0;
      if (wrong > 0) {
        clear.run({ hour });
        fill.run({ hour });
      }
      return sum + wrong;
    }, 0);
  }

  return ({ hours: wanted, addresses }) =>
    wanted.reduce((sum, hour) => sum + recountHour(hour), 0) + addresses.reduce((sum, id) => sum + total.run({ id }).changes, 0);
}
