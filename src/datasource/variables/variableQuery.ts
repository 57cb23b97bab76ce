import type { TopGroup } from '../../../pkg/contract/aggregates';
import type { BanguiQuery, BanguiVariableQuery, VariableKind } from '../types';

const GROUPS: Record<Exclude<VariableKind, 'jails'>, TopGroup> = { countries: 'country', asns: 'asn', addresses: 'address' };

/** As many as the sidecar gives: a list of a variable is searched, not read. */
const DEFAULT_LIMIT = 1000;

/** Jails, for a variable that does not say what it lists, as one of another data source has it. */
export function kindOf({ kind }: Partial<BanguiVariableQuery>): VariableKind {
  return kind ?? 'jails';
}

/** The query that knows the values of a variable. */
export function toQuery(variable: BanguiVariableQuery): BanguiQuery {
  const { refId, datasource, jail, limit = DEFAULT_LIMIT } = variable;
  const kind = kindOf(variable);
  return kind === 'jails' ? { refId, datasource, queryType: 'jails' } : { refId, datasource, queryType: 'top', by: GROUPS[kind], jail, limit };
}
