import { ReadError } from '../python/ReadError';
import type { Place } from '../python/ReadError';
import type { Scalar } from '../python/pythonValue';
import { repr, toText } from '../python/pythonValue';

const MAX_REPLACEMENTS = 25;
/** fail2ban would fill the memory with options that double each other. */
const MAX_LENGTH = 1_000_000;

interface TagRules {
  /** Options that are neither replaced nor put in for a tag. */
  ignore: ReadonlySet<string>;
  /** What a tag stands for that is none of the options; null: nothing, and it stays. */
  other: (tag: string) => Scalar;
  placeOf: (option: string) => Place | null;
}

/** Puts options in for each `<tag>` of the others. Throws ValueError for one that contains itself. */
export function substituteTags(options: ReadonlyMap<string, Scalar>, { ignore, other, placeOf }: TagRules): Map<string, Scalar> {
  const tags = new Map(options);
  const done = new Set<string>();
  const counts = new Map<string, Map<string, number>>();

  function substituted(option: string, text: string, replaced: Map<string, number>): string {
    let value = text;
    let match = findTag(value, 0);
    while (match) {
      const { tag, start, end } = match;
      const replacement = ignore.has(tag) ? null : replacementOf(option, value, tag, replaced);
      if (replacement === null) {
        match = findTag(value, end);
        continue;
      }
      value = value.replaceAll(`<${tag}>`, () => replacement);
      if (value.length > MAX_LENGTH) {
        throw new ReadError('ValueError', `${option} grows without end: its tags are put into each other`, placeOf(option));
      }
      replaced.set(tag, (replaced.get(tag) ?? 0) + 1);
      match = findTag(value, start);
    }
    return value;
  }

  function replacementOf(option: string, value: string, tag: string, replaced: ReadonlyMap<string, number>): string | null {
    if (tag === option || (replaced.get(tag) ?? 1) > MAX_REPLACEMENTS) {
      const found = `{${[...replaced].map(([name, count]) => `${repr(name)}: ${count}`).join(', ')}}`;
      throw new ReadError('ValueError', `properties contain self referencing definitions and cannot be resolved, fail tag: ${option}, found: ${tag} in ${found}, value: ${value}`, placeOf(tag) ?? placeOf(option));
    }
    const replacement = tags.get(tag) ?? other(tag);
    return replacement === null ? null : toText(replacement);
  }

  for (let again = true; again; ) {
    again = false;
    for (const option of options.keys()) {
      if (ignore.has(option) || done.has(option)) {
        continue;
      }
      const before = toText(tags.get(option) ?? null);
      const replaced = counts.get(option) ?? new Map<string, number>();
      const value = substituted(option, before, replaced);
      if (value !== before) {
        if (findTag(value, 0)) {
          counts.set(option, replaced);
          again = true;
        }
        tags.set(option, value);
      }
      value.includes('<') || done.add(option);
    }
  }
  return tags;
}

function findTag(text: string, from: number): { tag: string; start: number; end: number } | null {
  for (let start = text.indexOf('<', from); start !== -1; start = text.indexOf('<', start + 1)) {
    const length = text.slice(start + 1).search(/[ <>]/);
    const end = start + 1 + length;
    if (length > 0 && text[end] === '>') {
      return { tag: text.slice(start + 1, end), start, end: end + 1 };
    }
  }
  return null;
}
