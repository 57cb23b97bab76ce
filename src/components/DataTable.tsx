import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { getTableStyles } from './DataTable.styles';
import type { Sorting } from './SortableHeader';
import { SortableHeader } from './SortableHeader';

export interface Column<Row> {
  id: string;
  header: ReactNode;
  cell(row: Row): ReactNode;
  /** Where the table is sorted by its caller. */
  sortable?: boolean;
  align?: 'right';
  /** Long text may take several lines; `tight`: as many as it needs in what the others leave. */
  wrap?: boolean | 'tight';
  /** Where there is no room for columns: left out, or shown without its header before it; `line`: so, and alone in its line. */
  narrow?: 'hidden' | 'bare' | 'line';
}

interface DataTableProps<Row> {
  label: string;
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  rowKey(row: Row): string;
  sorting?: Sorting;
  /** Rows close to each other. */
  dense?: boolean;
  /** At how many pixels its rows become blocks, and whether what sorts is left out of these. */
  narrowBelow?: number;
  sortOnlyWide?: boolean;
  /** What is shown below a row over the whole width; null where it is closed. */
  detail?(row: Row): ReactNode;
  'data-testid'?: string;
}

/**
 * A plain table whose order lives with its caller: @grafana/ui's InteractiveTable keeps its own, and the URL could not rule it.
 * Where it has little room its rows become blocks of named values. The roles are spelled out, as a cell that is no longer laid out as one may lose its own.
 */
export function DataTable<Row>({ label, columns, rows, rowKey, sorting, dense = false, narrowBelow = 720, sortOnlyWide = false, detail, 'data-testid': testId }: DataTableProps<Row>) {
  const styles = useStyles2(getTableStyles, narrowBelow, !sortOnlyWide);
  const place = ({ narrow, align, wrap }: Column<Row>) => cx(align === 'right' && styles.right, wrap && styles.wrap, wrap === 'tight' && styles.tight, narrow === 'hidden' && styles.hiddenWhenNarrow, narrow === 'line' && styles.lineWhenNarrow);
  return (
    <div className={styles.scroller}>
      <table role="table" className={cx(styles.table, dense && styles.dense)} aria-label={label} data-testid={testId}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <SortableHeader key={column.id} column={column} className={place(column)} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Fragment key={rowKey(row)}>
              <tr role="row">
                {columns.map((column) => (
                  <td role="cell" key={column.id} className={place(column)} data-name={nameOf(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
              {below(detail?.(row), columns.length, styles.detail)}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function below(detail: ReactNode, colSpan: number, className: string): ReactNode {
  return detail ? (
    <tr role="row" className={className}>
      <td role="cell" colSpan={colSpan}>
        {detail}
      </td>
    </tr>
  ) : null;
}

function nameOf<Row>({ header, narrow }: Column<Row>): string | undefined {
  return typeof header === 'string' && header !== '' && narrow !== 'bare' && narrow !== 'line' ? header : undefined;
}
