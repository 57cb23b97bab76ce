import type { Database } from 'better-sqlite3';
import type { ArchiveReads } from '../archiveEngine';
import { addressParameters, TOUCHED_BANS } from './historySql';

interface Point {
  time: number;
  jail: string;
  bans: number;
}

const COUNT = 'SELECT start - start % @bucket AS time, name AS jail, count(*) AS bans';
const SCOPE = 'start BETWEEN @from AND @to AND (@jails IS NULL OR name IN (SELECT value FROM json_each(@jails))) GROUP BY time, name ORDER BY time, name';

/** Counts by bucket and jail, read from an index alone. */
export function createTrend(database: Database): ArchiveReads['trend'] {
  const ofJails = database.prepare<[object], Point>(`${COUNT} FROM jails CROSS JOIN bans INDEXED BY bans_by_jail ON jail_id = jails.id WHERE ${SCOPE}`);
  const ofAddress = database.prepare<[object], Point>(`${COUNT} FROM ${TOUCHED_BANS} AS touched CROSS JOIN jails ON jails.id = jail_id WHERE ${SCOPE}`);
  return ({ from, to, jails, addresses }, bucket) => {
    const scope = { from, to, bucket, jails: jails ? JSON.stringify(jails) : null };
    return addresses ? ofAddress.all({ ...scope, ...addressParameters(addresses) }) : ofJails.all(scope);
  };
}
