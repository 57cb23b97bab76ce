import type { BanguiBackend, BanguiQuery } from '../types';

/** What each form of a query type is given. */
export interface FieldsProps {
  datasource: BanguiBackend;
  query: BanguiQuery;
  change(part: Partial<BanguiQuery>): void;
}
