import type { Field } from '@grafana/data';
import { FieldType } from '@grafana/data';
import type { ReactNode } from 'react';
import type { Column } from '../../components/DataTable';
import { FieldCell, linksOf } from './FieldCell';
import type { FrameRow } from './FrameRow';
import { fieldOf } from './FrameRow';
import type { FrameColumn } from './frameColumns';
import { cellOptions } from './frameColumns';

/** What stands for the value of a field that has neither links nor mappings of its own. */
type Stand<Row> = (field: Field, row: Row) => ReactNode;

const NOTHING = '–';

export function fieldColumn<Row extends FrameRow>(column: FrameColumn, stand?: Stand<Row>): Column<Row> {
  return {
    id: column.id,
    header: column.name,
    sortable: true,
    align: alignOf(column),
    wrap: 'tight',
    ...(stand ? { narrow: 'bare' as const } : {}),
    cell: (row) => {
      const field = fieldOf(row, column);
      if (!field) {
        return NOTHING;
      }
      const plain = linksOf(field, row.index).length === 0 && (field.config.mappings ?? []).length === 0;
      return (plain && stand?.(field, row)) || <FieldCell field={field} index={row.index} />;
    },
  };
}

function alignOf({ fields }: FrameColumn): 'right' | undefined {
  const [field] = fields.values();
  const align = field && cellOptions(field).align;
  return align === 'right' || (align !== 'left' && field?.type === FieldType.number) ? 'right' : undefined;
}
