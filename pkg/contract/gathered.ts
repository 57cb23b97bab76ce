/** In the frame of a top, rows that stand for no single country or system: what is unknown, and what is left over. */
export const GATHERED = { unknown: 'unknown', rest: 'others' } as const;
