import type { Database } from 'better-sqlite3';
import type { HistoryFilter } from '../../services/ports/archivePort';
import { createAddressSets } from './createAddressSets';
import type { Restrictions } from './createBusyHours';

/** The bans that a filter means. */
export interface Scope {
  /** Of a SELECT; the table is called `bans`. The planner has no idea how many bans an address has: the index is named. */
  from: string;
  where: string;
  parameters: Record<string, unknown>;
  /** Null when they are found by their addresses. Otherwise what else the filter says, so that hours without a hit can be left out. */
  restrictions: Restrictions | null;
}

const COLUMNS = ['asn', 'country', 'jail_id'] as const;

/** Null when the filter lets nothing through. */
export function createScopes(database: Database): (filter: HistoryFilter) => Scope | null {
  const addressSet = createAddressSets(database);
  const jailIds = database.prepare<[string], number>('SELECT id FROM jails WHERE name IN (SELECT value FROM json_each(?))').pluck();

  return (filter) => {
    const set = addressSet(filter);
    const ids = set && 'ids' in set ? set.ids : null;
    const restrictions: Restrictions = { asn: filter.asns, country: filter.countries, jail_id: filter.jails && jailIds.all(JSON.stringify(filter.jails)) };
    const given = COLUMNS.filter((column) => restrictions[column] !== undefined);
    if (ids?.length === 0 || given.some((column) => restrictions[column]?.length === 0)) {
      return null;
    }
    const parameters: Record<string, unknown> = { from: filter.from, to: filter.to };
    const conditions = ['bans.start BETWEEN @from AND @to'];
    for (const column of given) {
      conditions.push(`bans.${column} IN (SELECT value FROM json_each(@${column}))`);
      parameters[column] = JSON.stringify(restrictions[column]);
    }
    if (ids) {
      const from = 'json_each(@ids) AS wanted CROSS JOIN bans INDEXED BY bans_identity ON bans.address_id = wanted.value';
      return { from, where: conditions.join(' AND '), parameters: { ...parameters, ids: JSON.stringify(ids) }, restrictions: null };
    }
    if (set && 'condition' in set) {
      const from = 'bans INDEXED BY bans_by_start CROSS JOIN addresses ON addresses.id = bans.address_id';
      return { from, where: [...conditions, set.condition].join(' AND '), parameters: { ...parameters, ...set.parameters }, restrictions };
    }
    return { from: 'bans INDEXED BY bans_by_start', where: conditions.join(' AND '), parameters, restrictions };
  };
}

/** The same, of some hours only. */
export function withinHours(scope: Scope, hours: readonly number[]): Scope {
  return {
    from: `json_each(@hours) AS busy CROSS JOIN ${scope.from}`,
    where: `bans.start BETWEEN busy.value AND busy.value + 3599 AND ${scope.where}`,
    parameters: { ...scope.parameters, hours: JSON.stringify(hours) },
    restrictions: null,
  };
}
