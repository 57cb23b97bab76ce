import type { Place } from '../python/ReadError';
import type { Scalar } from '../python/pythonValue';

export const DEFAULT_SECTION = 'DEFAULT';

/** Where an option was written. */
export interface Origin {
  file: string;
  line: number;
  /** The line of each row of its value; rows that are only comments have none. */
  lines: readonly number[];
  section: string;
}

/** An option as it stands in a section: before interpolation, and null as origin when no file holds it. */
export interface Entry {
  value: Scalar;
  origin: Origin | null;
}

export type Section = Map<string, Entry>;

/** The line of the row of `value` in which position `at` lies. */
export function placeOf({ origin, value }: Entry, at = 0): Place | null {
  if (!origin) {
    return null;
  }
  const row = typeof value === 'string' ? value.slice(0, at).split('\n').length - 1 : 0;
  return { file: origin.file, line: origin.lines[row] ?? origin.line };
}
