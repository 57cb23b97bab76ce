import type { Database } from 'better-sqlite3';
import type { HistoryFilter } from '../../services/ports/archivePort';
import { createAddressSets } from './createAddressSets';

/** The bans that a filter means, found by the index that narrows them best. */
export interface Scope {
  /** Of a SELECT; the table is called `bans`. */
  from: string;
  where: string;
  parameters: Record<string, unknown>;
  /** What the index begins with. Rows of one value come in order of time; `where` leaves it to the reader to restrict it. */
  leading: { column: string; values: ReadonlyArray<number | string> } | null;
}

/** All of `leading` at once, in no order. */
export function together({ where, parameters, leading }: Scope): { where: string; parameters: Record<string, unknown> } {
  return leading ? { where: `${where} AND ${isOneOf(leading.column, 'leading')}`, parameters: { ...parameters, leading: JSON.stringify(leading.values) } } : { where, parameters };
}

/** By what a filter can restrict, the index that knows it, best first. The planner has no idea how many bans a country has. */
const RESTRICTIONS = [
  { column: 'asn', index: 'bans_by_asn', also: ' AND bans.asn IS NOT NULL' },
  { column: 'country', index: 'bans_by_country', also: '' },
  { column: 'jail_id', index: 'bans_by_jail', also: '' },
] as const;

/** Null when the filter lets nothing through. `everyJail`: the index by jail serves also when no jail is named. */
export function createScopes(database: Database): (filter: HistoryFilter, everyJail?: boolean) => Scope | null {
  const addressSet = createAddressSets(database);
  const jailIds = database.prepare<[string], number>('SELECT id FROM jails WHERE name IN (SELECT value FROM json_each(?))').pluck();
  const allJails = database.prepare<[], number>('SELECT id FROM jails').pluck();

  return (filter, everyJail = false) => {
    const set = addressSet(filter);
    const ids = set && 'ids' in set ? set.ids : null;
    const jails = filter.jails ? jailIds.all(JSON.stringify(filter.jails)) : everyJail && !set && !filter.asns && !filter.countries ? allJails.all() : undefined;
    const values = { asn: filter.asns, country: filter.countries, jail_id: jails };
    const given = RESTRICTIONS.flatMap((restriction) => {
      const wanted = values[restriction.column];
      return wanted ? [{ ...restriction, wanted }] : [];
    });
    if (ids?.length === 0 || given.some(({ wanted }) => wanted.length === 0)) {
      return null;
    }
    const [driver, others] = ids ? [null, given] : [given[0] ?? null, given.slice(1)];
    const parameters: Record<string, unknown> = { from: filter.from, to: filter.to };
    const conditions = [`bans.start BETWEEN @from AND @to${driver?.also ?? ''}`];
    for (const { column, wanted } of others) {
      conditions.push(isOneOf(column, column));
      parameters[column] = JSON.stringify(wanted);
    }
    let from = ids ? 'json_each(@ids) AS wanted CROSS JOIN bans INDEXED BY bans_identity ON bans.address_id = wanted.value' : `bans INDEXED BY ${driver?.index ?? 'bans_by_start'}`;
    if (ids) {
      parameters.ids = JSON.stringify(ids);
    } else if (set && 'condition' in set) {
      from += ' CROSS JOIN addresses ON addresses.id = bans.address_id';
      conditions.push(set.condition);
      Object.assign(parameters, set.parameters);
    }
    return { from, where: conditions.join(' AND '), parameters, leading: driver && { column: driver.column, values: driver.wanted } };
  };
}

const isOneOf = (column: string, parameter: string): string => `bans.${column} IN (SELECT value FROM json_each(@${parameter}))`;
