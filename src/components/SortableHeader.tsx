import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

export interface Sorting {
  by: string;
  order: 'asc' | 'desc';
  onSort(by: string): void;
}

interface SortableHeaderProps {
  column: { id: string; header: ReactNode; sortable?: boolean };
  className?: string;
  sorting?: Sorting;
}

export function SortableHeader({ column: { id, header, sortable }, className, sorting }: SortableHeaderProps) {
  const styles = useStyles2(getStyles);
  if (!sortable || !sorting) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {header}
      </th>
    );
  }
  const sorted = sorting.by === id;
  const ascending = sorting.order === 'asc';
  return (
    <th role="columnheader" scope="col" className={className} aria-sort={sorted ? (ascending ? 'ascending' : 'descending') : 'none'}>
      <button type="button" className={styles.button} onClick={() => sorting.onSort(id)}>
        {header}
        <Icon name={sorted && ascending ? 'arrow-up' : 'arrow-down'} className={sorted ? undefined : styles.idle} />
      </button>
    </th>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    all: 'unset',
    cursor: 'pointer',
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: '2px' },
  }),
  idle: css({ visibility: 'hidden', 'th:hover &': { visibility: 'visible' } }),
});
