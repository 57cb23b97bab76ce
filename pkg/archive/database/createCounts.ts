import type { Database } from 'better-sqlite3';
import type { Dimension, HistoryFilter } from '../../services/ports/archivePort';
import { HOUR } from './createBusyHours';
import { createGroupScopes } from './createGroupScopes';
import { createStatements } from './createStatements';

export interface Count {
  /** The beginning of the bucket. */
  time: number;
  key: string | null;
  bans: number;
}

interface RawCount {
  time: number;
  key: string | number | null;
  bans: number;
}

/** `column` is called alike in `bans` and in the rollup, which knows no null: `unknown` stands for it. */
const OF = {
  jail: { column: 'jail_id', rollup: 'hours_by_jail', unknown: null },
  country: { column: 'country', rollup: 'hours_by_country', unknown: '' },
  asn: { column: 'asn', rollup: 'hours_by_asn', unknown: 0 },
} as const;

/** True when the rollup by `by` has all that the filter asks for: it knows nothing of addresses, nor of two things at once. */
export function servedByRollups({ jails, countries, asns, addresses, minBans = 1 }: HistoryFilter, by: Dimension, bucket: number): boolean {
  const foreign = { jail: [countries, asns], country: [jails, asns], asn: [jails, countries] }[by];
  return bucket % HOUR === 0 && !addresses && minBans <= 1 && foreign.every((list) => list === undefined);
}

/**
 * Bans by bucket and key. Whole hours come from the rollups where those serve; the hours that the window cuts, and
 * everything else, are counted in `bans`.
 */
export function createCounts(database: Database): (filter: HistoryFilter, by: Dimension, bucket: number) => Count[] {
  const scopeOf = createGroupScopes(database);
  const statement = createStatements(database);
  const jails = database.prepare<[], { id: number; name: string }>('SELECT id, name FROM jails');

  function counted(filter: HistoryFilter, by: Dimension, bucket: number): RawCount[] {
    const scope = filter.from <= filter.to ? scopeOf(filter) : null;
    if (!scope) {
      return [];
    }
    const { from, window, also, parameters } = scope;
    const sql = `SELECT bans.start - bans.start % @bucket AS time, bans.${OF[by].column} AS key, count(*) AS bans FROM ${from} WHERE ${window} ${also} GROUP BY 1, 2`;
    return statement<RawCount>(sql).all({ ...parameters, bucket });
  }

  function rolledUp(first: number, last: number, by: Dimension, keys: ReadonlyArray<string | number> | undefined, bucket: number): RawCount[] {
    const { rollup, column } = OF[by];
    const restricted = keys ? ` AND ${column} IN (SELECT value FROM json_each(@keys))` : '';
    const sql = `SELECT hour - hour % @bucket AS time, ${column} AS key, sum(bans) AS bans FROM ${rollup} WHERE hour BETWEEN @first AND @last${restricted} GROUP BY 1, 2`;
    return statement<RawCount>(sql).all({ first, last, bucket, ...(keys && { keys: JSON.stringify(keys) }) });
  }

  return (filter, by, bucket) => {
    const names = new Map(by === 'jail' ? jails.all().map(({ id, name }) => [id, name]) : []);
    const { from, to } = filter;
    const [first, end] = [Math.ceil(from / HOUR) * HOUR, Math.floor((to + 1) / HOUR) * HOUR];
    let parts: RawCount[];
    if (servedByRollups(filter, by, bucket) && first < end) {
      const keys = { jail: filter.jails && [...names].flatMap(([id, name]) => (filter.jails?.includes(name) ? [id] : [])), country: filter.countries, asn: filter.asns }[by];
      parts = [...counted({ ...filter, to: first - 1 }, by, bucket), ...rolledUp(first, end - HOUR, by, keys, bucket), ...counted({ ...filter, from: end }, by, bucket)];
    } else {
      parts = counted(filter, by, bucket);
    }
    const textOf = (key: RawCount['key']) => (key === null || key === OF[by].unknown ? null : by === 'jail' ? (names.get(Number(key)) ?? null) : String(key));
    return summed(parts.map(({ key, ...count }) => ({ ...count, key: textOf(key) })));
  };
}

/** What was counted in parts, in order of time and key. */
function summed(parts: readonly Count[]): Count[] {
  const sums = new Map<string, Count>();
  for (const part of parts) {
    const at = `${part.time} ${part.key ?? ''}`;
    const sum = sums.get(at);
    sums.set(at, sum ? { ...sum, bans: sum.bans + part.bans } : part);
  }
  return [...sums.values()].sort((a, b) => a.time - b.time || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}
