const TEXT = /'([^'\\]*(?:\\.[^'\\]*)*)'|"([^"\\]*(?:\\.[^"\\]*)*)"/gs;
const ENTRY = /[{,] ?'(\w+)': (?:'([^'\\]*(?:\\.[^'\\]*)*)'|"([^"\\]*(?:\\.[^"\\]*)*)"|([^'",{}]*))/gs;
const ESCAPE = /\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/gs;
const CONTROL: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** The first texts in what Python prints of a value. */
export function pythonTexts(printed: string, most: number): string[] {
  const texts: string[] = [];
  for (const [, single, double] of printed.matchAll(TEXT)) {
    texts.push(plain(single ?? double ?? ''));
    if (texts.length === most) {
      break;
    }
  }
  return texts;
}

/** The texts of a dictionary as Python prints it, by name; what is no text is left out. */
export function pythonFields(printed: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, name = '', single, double] of printed.matchAll(ENTRY)) {
    const text = single ?? double;
    text === undefined || (fields[name] = plain(text));
  }
  return fields;
}

function plain(text: string): string {
  return text.replace(ESCAPE, (_, escape: string) => (escape.length > 1 ? String.fromCodePoint(Number.parseInt(escape.slice(1), 16)) : (CONTROL[escape] ?? escape)));
}
