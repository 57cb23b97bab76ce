import type { CandidateFilter } from '../../domain/candidateFilter';
import type { JailFilter } from '../../domain/jail';

/** Breaks the file apart, or begins a comment in it. */
const UNWRITABLE = /[\r\n\0]|\s;/;
/** What a filter that is built on another one may take from it: "%(__prefix_line)s", "%(known/failregex)s". */
const TAKEN = /%(?!\([\w/]{1,64}\)s)/g;

/** A filter as fail2ban-regex reads it from a file; null for one that cannot be written as such. */
export function filterFile({ failRegexes, ignoreRegexes, prefRegex, datePattern, maxLines }: JailFilter): string | null {
  const texts = [...failRegexes, ...ignoreRegexes, prefRegex, datePattern ?? ''];
  if (failRegexes.length === 0 || texts.some((text) => UNWRITABLE.test(text))) {
    return null;
  }
  return textOf({ failregex: failRegexes, ignoreregex: ignoreRegexes, prefregex: prefRegex, datepattern: datePattern, maxlines: maxLines }, (text) => text.replaceAll('%', '%%'));
}

/** The same of one that is not saved; `base` is the path of the file that it is built on. */
export function candidateFile(candidate: CandidateFilter, base: string | null): string | null {
  const { failregex, ignoreregex, prefregex, datepattern } = candidate;
  if ([...failregex, ...ignoreregex, prefregex ?? '', datepattern ?? '', base ?? ''].some((text) => UNWRITABLE.test(text))) {
    return null;
  }
  const text = textOf(candidate, (one) => (base === null ? one.replaceAll('%', '%%') : one.replace(TAKEN, '%%')));
  return base === null ? text : `[INCLUDES]\nbefore = ${base.replaceAll('%', '%%')}\n\n${text}`;
}

function textOf({ failregex, ignoreregex, prefregex, datepattern, maxlines }: Omit<CandidateFilter, 'base'>, escaped: (text: string) => string): string {
  const keys: Array<[string, readonly string[]]> = [
    ['failregex', failregex],
    ['ignoreregex', ignoreregex],
    ['prefregex', prefregex === null || prefregex === '' ? [] : [prefregex]],
    ['datepattern', datepattern === null ? [] : [datepattern]],
  ];
  const written = keys.filter(([, lines]) => lines.length > 0).map(([key, lines]) => `${key} = ${lines.map(escaped).join('\n    ')}\n`);
  return `[Definition]\n${written.join('')}${maxlines === null ? '' : `\n[Init]\nmaxlines = ${maxlines}\n`}`;
}
