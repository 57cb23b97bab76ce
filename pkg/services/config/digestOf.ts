import { createHash } from 'node:crypto';

/** As ConfigFile has it; null for no file. */
export function digestOf(text: string | null): string | null {
  return text === null ? null : createHash('sha256').update(text).digest('hex');
}
