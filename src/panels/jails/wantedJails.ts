import type { DataQuery } from '@grafana/data';

/** What the jails queries of a panel ask for: names, null for all jails, undefined where there is no such query. `fillIn` puts variables in, names apart by commas. */
export function wantedJails(queries: readonly DataQuery[], fillIn: (text: string) => string): string[] | null | undefined {
  const filters = queries.filter(({ queryType }) => queryType === 'jails').map((query) => namesOf(query, fillIn));
  if (filters.length === 0) {
    return undefined;
  }
  return filters.some((names) => names.length === 0) ? null : filters.flat();
}

function namesOf(query: DataQuery, fillIn: (text: string) => string): string[] {
  const { jail } = query as { jail?: string | string[] };
  return [jail ?? []]
    .flat()
    .flatMap((text) => fillIn(text).split(','))
    .map((name) => name.trim())
    .filter(Boolean);
}
