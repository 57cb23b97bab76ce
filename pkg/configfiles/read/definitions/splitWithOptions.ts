import { isSpace } from '../../../domain/pythonText';
import type { Dialect } from '../dialect';
import { optionName } from './extractOptions';

/**
 * The actions of an `action =`: each a word with options in brackets, which may go over several lines.
 * Does what fail2ban does with a regular expression that takes for ever on a bracket that is never closed.
 */
export function splitWithOptions(text: string, dialect: Dialect): string[] {
  const name = new RegExp(`${optionName(dialect)}=`, 'uy');
  const parts: string[] = [];
  let from = 0;
  while (from < text.length) {
    if (isSpace(text[from])) {
      from += 1;
      continue;
    }
    const word = end(text, from, (char) => char !== '[' && !isSpace(char));
    const bracket = skipSpace(text, word);
    const withOptions = word > from && text[bracket] === '[' ? closedAt(text, skipSpace(text, bracket + 1), name) : -1;
    const alone = word > from && text[word] !== '[' ? tail(text, word) : -1;
    const to = withOptions !== -1 ? withOptions : alone !== -1 ? alone : end(text, from, (char) => !isSpace(char));
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

/** Where what begins at `from`, behind a bracket, ends together with the space behind its closing bracket; -1 when it is no list of options. */
function closedAt(text: string, from: number, name: RegExp): number {
  const failed = new Set<number>();
  function options(at: number): number {
    if (failed.has(at)) {
      return -1;
    }
    name.lastIndex = at;
    if (name.test(text)) {
      for (const after of valueEnds(text, name.lastIndex)) {
        const found = afterValue(after);
        if (found !== -1) {
          return found;
        }
      }
    }
    const found = text[at] === ']' ? tail(text, at + 1) : -1;
    found === -1 && failed.add(at);
    return found;
  }
  function afterValue(valueEnd: number): number {
    const at = skipSpace(text, valueEnd);
    const bracket = text[at] === ']' ? skipSpace(text, at + 1) : -1;
    const separated = text[at] === ',' ? at + 1 : bracket !== -1 && text[bracket] === '[' ? bracket + 1 : -1;
    const found = separated === -1 ? -1 : options(skipSpace(text, separated));
    return found === -1 ? options(at) : found;
  }
  return options(from);
}

/** Where a value may end, the likeliest first: behind its closing quote, or anywhere before a comma or bracket. */
function* valueEnds(text: string, from: number): Generator<number> {
  const quote = text.charAt(from);
  const closing = quote === '"' || quote === "'" ? text.indexOf(quote, from + 1) : -1;
  if (closing !== -1) {
    yield closing + 1;
  }
  for (let to = end(text, from, (char) => char !== ',' && char !== ']'); to >= from; to -= 1) {
    yield to;
  }
}

/** All the space behind an action belongs to it but the last one, unless the text ends there. */
function tail(text: string, from: number): number {
  const to = skipSpace(text, from);
  return to === text.length ? to : to > from ? to - 1 : -1;
}

function skipSpace(text: string, from: number): number {
  return end(text, from, isSpace);
}

function end(text: string, from: number, fits: (char: string) => boolean): number {
  let at = from;
  while (at < text.length && fits(text.charAt(at))) {
    at += 1;
  }
  return at;
}
