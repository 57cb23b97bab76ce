import type { DataFrame, Field } from '@grafana/data';
import type { FrameColumn } from './frameColumns';

/** A row of a frame, and whose it is. */
export interface FrameRow {
  /** Null: no frame holds it. */
  frame: DataFrame | null;
  index: number;
  /** The data source; null when that cannot be told. */
  uid: string | null;
}

export function fieldOf({ frame }: FrameRow, column: FrameColumn): Field | undefined {
  return frame === null ? undefined : column.fields.get(frame);
}

export function textOf(field: Field | undefined, index: number): string {
  const value: unknown = field?.values[index];
  return value === null || value === undefined ? '' : String(value);
}
