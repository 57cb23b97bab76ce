import type { StreamCommand, StreamValue } from '../../domain/configStream';

const ESCAPE = /\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/gs;
const CONTROL: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
const TOKEN = /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d[\d.e+-]*)|(True|False|None)|([[\](),]))/sy;
const WORDS: Record<string, StreamValue> = { True: true, False: false, None: null };

/** What `fail2ban-client -d` prints: a Python list a line, each a command. A line that is none is left out. */
export function readStream(stdout: string): StreamCommand[] {
  return stdout.split('\n').flatMap((line) => {
    const value = line.startsWith('[') ? readLiteral(line) : null;
    return Array.isArray(value) ? [value] : [];
  });
}

/** Null for what is no literal of texts, numbers and lists. */
function readLiteral(text: string): StreamValue {
  const open: StreamValue[][] = [[]];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [found, quoted, number, word, mark] = TOKEN.exec(text) ?? [];
    const list = open.at(-1);
    if (found === undefined || list === undefined) {
      return null;
    }
    if (mark === '[' || mark === '(') {
      open.push([]);
    } else if (mark === ']' || mark === ')') {
      open.pop();
      open.at(-1)?.push(list);
    } else if (quoted !== undefined) {
      list.push(unquoted(quoted));
    } else if (number !== undefined) {
      list.push(Number(number));
    } else if (word !== undefined) {
      list.push(WORDS[word] ?? null);
    }
  }
  return open.length === 1 ? (open[0]?.[0] ?? null) : null;
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replace(ESCAPE, (_, escape: string) => (escape.length > 1 ? String.fromCodePoint(Number.parseInt(escape.slice(1), 16)) : (CONTROL[escape] ?? escape)));
}
