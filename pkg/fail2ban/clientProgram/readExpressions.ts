import type { RegexFilter } from '../../services/ports/regexProgramPort';

const MOST_WORDS = 1000;

/** What `fail2ban-regex -v` prints of a title such as "Failregex", in order. */
export function readExpressions(stdout: string, title: 'Failregex' | 'Ignoreregex'): string[] {
  const from = stdout.indexOf(`\n${title}: `);
  const [section = ''] = stdout.slice(from + 1).split('\n\n');
  return from < 0 ? [] : [...section.matchAll(/^\| +\d+\) \[\d+\] (.*)$/gm)].map(([, text = '']) => text);
}

/** Its own words about what it does not take; `folder` is left out of them. */
export function regexWords(stdout: string, stderr: string, folder: string): string {
  const found = /^(?:ERROR|Wrong config file)[\s\S]*/m.exec(stdout)?.[0] ?? stderr.trim().split('\n').at(-1) ?? '';
  return found.replaceAll(`${folder}/`, '').replace(/^ERROR: /, '').trim().slice(0, MOST_WORDS);
}

/** Which expression of a filter that was written here is meant by the words, such as "failregex.1"; null when that cannot be told. */
export function guiltyExpression(words: string, filter: RegexFilter): string | null {
  const [, quoted] = /(?:regular expression|group in) '([\s\S]*)'/.exec(words) ?? [];
  const known: Array<[string, string]> = 'saved' in filter ? [] : expressionsOf(filter);
  if (quoted === undefined && 'candidate' in filter && filter.candidate.datepattern !== null && words.includes('datepattern')) {
    return 'datepattern';
  }
  return known.find(([, text]) => quoted !== undefined && isWrittenAs(text, quoted))?.[0] ?? null;
}

function expressionsOf(filter: Exclude<RegexFilter, { saved: string }>): Array<[string, string]> {
  const [fail, ignore, pref] =
    'loaded' in filter
      ? [filter.loaded.failRegexes, filter.loaded.ignoreRegexes, filter.loaded.prefRegex]
      : [filter.candidate.failregex, filter.candidate.ignoreregex, filter.candidate.prefregex ?? ''];
  const named = (name: string, texts: readonly string[]) => texts.map((text, index): [string, string] => [`${name}.${index}`, text]);
  return [...named('failregex', fail), ...named('ignoreregex', ignore), ['prefregex', pref]];
}

/** fail2ban puts something else in place of <HOST> and its like: what stands between them is there in the same order. */
function isWrittenAs(text: string, compiled: string): boolean {
  const pieces = text.split(/<\/?[\w/-]+>|%\([\w/]+\)s/);
  let at = 0;
  for (const piece of pieces) {
    const found = compiled.indexOf(piece, at);
    if (found < 0 || (at === 0 && piece === pieces[0] && found !== 0)) {
      return false;
    }
    at = found + piece.length;
  }
  return compiled.endsWith(pieces.at(-1) ?? '');
}
