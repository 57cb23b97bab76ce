import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { Sorting } from './SortableHeader';
import { SortableHeader } from './SortableHeader';

export interface Column<Row> {
  id: string;
  header: ReactNode;
  cell(row: Row): ReactNode;
  /** Where the table is sorted by its caller. */
  sortable?: boolean;
  align?: 'right';
  /** Long text may take several lines. */
  wrap?: boolean;
}

interface DataTableProps<Row> {
  label: string;
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  rowKey(row: Row): string;
  sorting?: Sorting;
  'data-testid'?: string;
}

/** A plain table whose order lives with its caller: @grafana/ui's InteractiveTable keeps its own, and the URL could not rule it. */
export function DataTable<Row>({ label, columns, rows, rowKey, sorting, 'data-testid': testId }: DataTableProps<Row>) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={label} data-testid={testId}>
        <thead>
          <tr>
            {columns.map((column) => (
              <SortableHeader key={column.id} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ id, align, wrap, cell }) => (
                <td key={id} className={cx(align === 'right' && styles.right, wrap && styles.wrap)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({ overflowX: 'auto', width: '100%' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left', whiteSpace: 'nowrap', borderBottom: `1px solid ${theme.colors.border.weak}` },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium, fontSize: theme.typography.bodySmall.fontSize },
    'tbody tr:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.03) },
  }),
  wrap: css({ '&&': { whiteSpace: 'normal', minWidth: theme.spacing(24) } }),
  right: css({ '&&': { textAlign: 'right' }, fontVariantNumeric: 'tabular-nums' }),
});
