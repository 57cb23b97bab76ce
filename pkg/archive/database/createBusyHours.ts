import type { Database } from 'better-sqlite3';
import { createStatements } from './createStatements';

export const HOUR = 3600;

/** What a filter says of jails, countries and systems, with the names of the columns; absent is everything. */
export interface Restrictions {
  asn?: readonly number[];
  country?: readonly string[];
  jail_id?: readonly number[];
}

interface BusyHour {
  hour: number;
  /** At most so many bans of it are meant. */
  bans: number;
}

const ROLLUPS = [
  { column: 'asn', rollup: 'hours_by_asn' },
  { column: 'country', rollup: 'hours_by_country' },
  { column: 'jail_id', rollup: 'hours_by_jail' },
] as const;

/** Hours in which everything restricted was banned, newest first, as the rollups know: read no further than is asked for. */
export function createBusyHours(database: Database): (restrictions: Restrictions, from: number, to: number) => Iterable<BusyHour> | null {
  const statement = createStatements(database);
  return (restrictions, from, to) => {
    const given = ROLLUPS.filter(({ column }) => restrictions[column] !== undefined);
    const [first, ...others] = given;
    if (!first) {
      return null;
    }
    const isOneOf = (column: string) => `${column} IN (SELECT value FROM json_each(@${column}))`;
    const alsoIn = others.map(({ rollup, column }) => ` AND EXISTS (SELECT 1 FROM ${rollup} WHERE ${rollup}.hour = +busy.hour AND ${isOneOf(column)})`).join('');
    const sql = `SELECT hour, sum(bans) AS bans FROM ${first.rollup} AS busy WHERE hour BETWEEN @first AND @last AND ${isOneOf(first.column)}${alsoIn} GROUP BY hour ORDER BY hour DESC`;
    const lists = Object.fromEntries(given.map(({ column }) => [column, JSON.stringify(restrictions[column])]));
    return statement<BusyHour>(sql).iterate({ ...lists, first: from - (from % HOUR), last: to });
  };
}
