import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import type { FrameRow } from './FrameRow';
import type { FrameColumn } from './frameColumns';
import { Pager } from './Pager';
import { sortRows } from './sortRows';
import type { TableOptions } from './TableOptions';

interface RowsTableProps<Row extends FrameRow> {
  label: string;
  rows: readonly Row[];
  columns: ReadonlyArray<Column<Row>>;
  /** What rows can be sorted by. */
  fields: readonly FrameColumn[];
  rowKey(row: Row): string;
  options: TableOptions;
  /** Pixels. */
  width: number;
  /** Stands in for the table when there is no row. */
  empty: ReactNode;
  'data-testid': string;
}

/** Pixels that a column needs at least, in the mean. */
const COLUMN = 85;
/** Pixels that page numbers need. */
const SMALL = 400;

/** A page of the rows at a time: a hundred thousand of them are sorted, and few of them drawn. */
export function RowsTable<Row extends FrameRow>({ label, rows, columns, fields, rowKey, options, width, empty, 'data-testid': testId }: RowsTableProps<Row>) {
  const styles = useStyles2(getStyles);
  const [clicked, setClicked] = useState<Pick<TableOptions, 'sortBy' | 'sortOrder'> | null>(null);
  const [wanted, setWanted] = useState(1);
  const { sortBy, sortOrder } = clicked ?? options;
  const sorted = useMemo(() => sortRows(rows, fields.find(({ id }) => id === sortBy), sortOrder), [rows, fields, sortBy, sortOrder]);
  const pageSize = Math.max(1, Math.floor(options.pageSize) || 1);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(wanted, pages);
  const first = (page - 1) * pageSize;
  const shown = sorted.slice(first, first + pageSize);
  const onSort = (by: string) => {
    setClicked({ sortBy: by, sortOrder: by === sortBy && sortOrder === 'asc' ? 'desc' : 'asc' });
    setWanted(1);
  };
  return (
    <>
      <div className={styles.scroller} role="region" aria-label={label} tabIndex={0}>
        {rows.length === 0 ? (
          empty
        ) : (
          <DataTable
            label={label}
            columns={columns}
            rows={shown}
            rowKey={rowKey}
            sorting={{ by: sortBy, order: sortOrder, onSort }}
            dense={options.compact}
            narrowBelow={columns.length * COLUMN}
            sortOnlyWide
            data-testid={testId}
          />
        )}
      </div>
      {pages > 1 && <Pager page={page} pages={pages} first={first + 1} last={first + shown.length} total={rows.length} small={width < SMALL} onPage={setWanted} />}
    </>
  );
}

const getStyles = () => ({
  scroller: css({ flex: '1 1 0', minHeight: 0, overflow: 'auto' }),
});
