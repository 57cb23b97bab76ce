import type { QueryType } from '../../pkg/contract/queries';
import type { BanguiQuery } from './types';

/** What a query asks for; one that does not say it, as made by hand or for another data source, for the status. */
export function typeOf({ queryType }: BanguiQuery): QueryType {
  return queryType || 'status';
}
