import type { JailFilter } from '../../domain/jail';

/** Breaks the file apart, or begins a comment in it. */
const UNWRITABLE = /[\r\n\0]|\s;/;

/** A filter as fail2ban-regex reads it from a file; null for one that cannot be written as such. */
export function filterFile({ failRegexes, ignoreRegexes, prefRegex, datePattern, maxLines }: JailFilter): string | null {
  const texts = [...failRegexes, ...ignoreRegexes, prefRegex, datePattern ?? ''];
  if (failRegexes.length === 0 || texts.some((text) => UNWRITABLE.test(text))) {
    return null;
  }
  const keys: Array<[string, readonly string[]]> = [
    ['failregex', failRegexes],
    ['ignoreregex', ignoreRegexes],
    ['prefregex', prefRegex === '' ? [] : [prefRegex]],
    ['datepattern', datePattern === null ? [] : [datePattern]],
  ];
  const written = keys.filter(([, lines]) => lines.length > 0).map(([key, lines]) => `${key} = ${lines.map(escaped).join('\n    ')}\n`);
  return `[Definition]\n${written.join('')}\n[Init]\nmaxlines = ${maxLines}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%%');
}
