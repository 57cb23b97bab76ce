import { z } from 'zod';
import type { LogPosition } from '../../services/ports/logFollowerPort';

const positionSchema = z.object({
  kind: z.literal('journal'),
  /** Of the last entry before; null before the first. */
  cursor: z.string().nullable(),
  repeals: z.boolean(),
  stopping: z.boolean(),
});
type JournalPosition = z.infer<typeof positionSchema>;

export function encodeJournalPosition(position: Omit<JournalPosition, 'kind'>): LogPosition {
  return JSON.stringify({ kind: 'journal', ...position } satisfies JournalPosition);
}

/** Null when it is not one of ours. */
export function decodeJournalPosition(text: LogPosition | null): JournalPosition | null {
  try {
    return positionSchema.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
