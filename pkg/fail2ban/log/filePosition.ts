import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LogPosition } from '../../services/ports/logFollowerPort';

const count = z.number().int().min(0);

const positionSchema = z.object({
  kind: z.literal('file'),
  /** Device and inode. */
  id: z.string(),
  /** How many of the first bytes the fingerprint is made of. */
  length: count,
  print: z.string(),
  offset: count,
  /** UTC epoch seconds of the last record; null before the first. */
  at: z.number().nullable(),
  form: z.enum(['file', 'syslog']).nullable(),
  repeals: z.boolean(),
  stopping: z.boolean(),
});
export type FilePosition = z.infer<typeof positionSchema>;

export function encodeFilePosition(position: FilePosition): LogPosition {
  return JSON.stringify(position);
}

/** Null when it is not one of ours. */
export function decodeFilePosition(text: LogPosition | null): FilePosition | null {
  try {
    return positionSchema.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** So many of its first bytes tell a log from others: its first record has a time with milliseconds. */
export const HEAD_BYTES = 1024;

export function fingerprint(head: Buffer, length: number): string {
  return createHash('sha256').update(head.subarray(0, length)).digest('hex').slice(0, 32);
}
