import type { Database } from 'better-sqlite3';
import type { HistoryFilter } from '../../services/ports/archivePort';
import { createAddressSets } from './createAddressSets';
import type { Restrictions } from './createBusyHours';

/** The bans that a filter means. */
export interface Scope {
  /** Of a SELECT; the table is called `bans`. The planner has no idea how many bans an address has: the index is named. */
  from: string;
  /** Of the start: the only condition on it, as SQLite searches an index by one of each side and does not know which is narrower. */
  window: string;
  /** What else it must be; empty, or begins with AND. */
  also: string;
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
    const conditions: string[] = [];
    const window = 'bans.start BETWEEN @from AND @to';
    for (const column of given) {
      conditions.push(`bans.${column} IN (SELECT value FROM json_each(@${column}))`);
      parameters[column] = JSON.stringify(restrictions[column]);
    }
    if (ids) {
      const from = 'json_each(@ids) AS wanted CROSS JOIN bans INDEXED BY bans_identity ON bans.address_id = wanted.value';
      return { from, window, also: and(conditions), parameters: { ...parameters, ids: JSON.stringify(ids) }, restrictions: null };
    }
    if (set && 'condition' in set) {
      const from = 'bans INDEXED BY bans_by_start CROSS JOIN addresses ON addresses.id = bans.address_id';
      return { from, window, also: and([...conditions, set.condition]), parameters: { ...parameters, ...set.parameters }, restrictions };
    }
    return { from: 'bans INDEXED BY bans_by_start', window, also: and(conditions), parameters, restrictions };
  };
}

/** The same, of some hours only. */
export function withinHours(scope: Scope, hours: readonly number[]): Scope {
  return {
    from: `json_each(@hours) AS busy CROSS JOIN ${scope.from}`,
    window: 'bans.start BETWEEN max(@from, busy.value) AND min(@to, busy.value + 3599)',
    also: scope.also,
    parameters: { ...scope.parameters, hours: JSON.stringify(hours) },
    restrictions: null,
  };
}

const and = (conditions: readonly string[]): string => conditions.map((condition) => `AND ${condition}`).join(' ');
