import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Lines of one ban are few, and like each other: a window of 4 kB, and little memory to be set up for each. */
const SMALL = { level: 6, windowBits: 12, memLevel: 5 };

/** ban_lines.lines and ban_lines.packed of these lines: a JSON array, or the same deflated where that is shorter. */
export function packed(lines: readonly string[]): [text: string, bytes: Buffer | null] {
  const text = JSON.stringify(lines);
  const bytes = deflateRawSync(text, SMALL);
  return bytes.length < Buffer.byteLength(text) ? ['', bytes] : [text, null];
}

export function unpacked(text: string, bytes: Buffer | null): string[] {
  // Written above.
  return JSON.parse(bytes === null ? text : inflateRawSync(bytes).toString()) as string[];
}
