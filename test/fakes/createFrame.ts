import type { DataFrame, Field, FieldType } from '@grafana/data';

export type FrameParts = Record<string, Partial<Field> & { values: unknown[] }>;

/** A data frame as a panel gets it; what makes real ones loads in a browser only. */
export function createFrame(refId: string, parts: FrameParts): DataFrame {
  const fields = Object.entries(parts).map(([key, part]): Field => ({ name: key, type: 'string' as FieldType, config: {}, ...part }));
  return { refId, fields, length: fields[0]?.values.length ?? 0 };
}
