import type { Check, QueryType } from '../../pkg/contract/queries';
import type { BanguiQuery } from './types';

const FIRST_CHECK: Check = 'stuck';

/**
 * The query as one of another type. Which bans it means stays; what another type would understand otherwise, or not at all,
 * goes back to what is usual.
 */
export function withType(query: BanguiQuery, queryType: QueryType): BanguiQuery {
  const own = { field: undefined, by: undefined, limit: undefined, level: undefined, kinds: undefined, what: undefined };
  const search = (query.queryType === 'logs') === (queryType === 'logs') ? query.search : undefined;
  return { ...query, ...own, search, queryType, check: queryType === 'check' ? FIRST_CHECK : undefined };
}
