/** What Python's `str.isspace` and the `\s` of its `re` take for space, as the inside of a character class. */
export const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
/** Python's `\w`, as the inside of a character class; for patterns with the flag u. */
export const WORD = '\\p{L}\\p{N}_';

const LEADING = new RegExp(`^[${SPACE}]+`);
const SPACE_CHAR = new RegExp(`^[${SPACE}]$`);

export function isSpace(char: string | undefined): boolean {
  return char !== undefined && SPACE_CHAR.test(char);
}

/** `str.strip()`: unlike `trim` it keeps a byte order mark and takes the separators \x1c to \x1f. */
export function strip(text: string): string {
  return stripEnd(text).replace(LEADING, '');
}

/** `str.rstrip()`. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) {
    end -= 1;
  }
  return text.slice(0, end);
}

/** The lines of a text file as Python reads them, each with "\n" at its end but perhaps the last. */
export function linesOf(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split(/(?<=\n)/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

const INTEGER = new RegExp(`^[${SPACE}]*([+-]?)(\\d+(?:_\\d+)*)[${SPACE}]*$`);

/** `int(text)`; null for what it refuses. */
export function toInteger(text: string): number | bigint | null {
  const [, sign = '', digits] = INTEGER.exec(text) ?? [];
  if (digits === undefined) {
    return null;
  }
  const value = BigInt(digits.replaceAll('_', '')) * (sign === '-' ? -1n : 1n);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
