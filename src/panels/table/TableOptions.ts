/** What both panels let a person choose of their table. */
export interface TableOptions {
  /** Names of fields, in their order; none: those that are usually wanted. */
  columns?: string[];
  /** Name of a field; empty: as the query has them. */
  sortBy: string;
  sortOrder: 'asc' | 'desc';
  pageSize: number;
  compact: boolean;
  showSearch: boolean;
  showActions: boolean;
}

/** What can be chosen of a field, besides what Grafana offers everywhere. */
export interface CellOptions {
  align?: 'auto' | 'left' | 'right';
  hidden?: boolean;
  /** Text in the colour of the thresholds; values that are mapped to a colour have it anyway. */
  colored?: boolean;
}

export const DEFAULT_PAGE_SIZE = 25;
