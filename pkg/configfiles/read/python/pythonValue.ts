export type Scalar = string | number | bigint | boolean | null;
export type PythonValue = Scalar | readonly PythonValue[] | ReadonlyMap<string, PythonValue>;
/** One command to the server, as fail2ban-client would send it. */
export type Command = readonly PythonValue[];

const UNPRINTABLE = /[\p{C}\p{Z}]/u;
const SHORT: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `str(value)`. */
export function toText(value: Scalar): string {
  return value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : String(value);
}

/** `repr(value)`: what `fail2ban-client -d` prints of a command, and what its messages quote. */
export function repr(value: PythonValue): string {
  if (typeof value === 'string') {
    return reprText(value);
  }
  if (value instanceof Map) {
    return `{${[...value].map(([key, entry]) => `${reprText(key)}: ${repr(entry)}`).join(', ')}}`;
  }
  return Array.isArray(value) ? `[${value.map(repr).join(', ')}]` : toText(value as Scalar);
}

function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = [...text].map((char) => (char === quote ? `\\${char}` : (SHORT[char] ?? (char !== ' ' && UNPRINTABLE.test(char) ? escaped(char) : char))));
  return `${quote}${body.join('')}${quote}`;
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

/** `json.dumps` of texts: ASCII alone, a blank after each comma and colon. */
export function jsonOfTexts(texts: ReadonlyMap<string, Scalar>): string {
  const quoted = (text: string) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) => (char === '\x7f' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`));
  return `{${[...texts].map(([key, value]) => `${quoted(key)}: ${quoted(toText(value))}`).join(', ')}}`;
}
