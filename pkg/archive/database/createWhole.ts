import type { Database } from 'better-sqlite3';
import type { HistoryFilter } from '../../services/ports/archivePort';

/** True when the totals of addresses have it all: no restriction but on how often, and every ban that there is. */
export function createWhole(database: Database): (filter: HistoryFilter) => boolean {
  const span = database.prepare<[], { first: number | null; last: number | null }>('SELECT (SELECT min(start) FROM bans) AS first, (SELECT max(start) FROM bans) AS last');
  return ({ from, to, jails, countries, asns, addresses }) => {
    const { first, last } = span.get() ?? { first: null, last: null };
    return !jails && !countries && !asns && !addresses && first !== null && last !== null && from <= first && last <= to;
  };
}
