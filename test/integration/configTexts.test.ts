import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseIni } from '../../pkg/configfiles/read/ini/parseIni';
import type { Section } from '../../pkg/configfiles/read/ini/section';
import { ReadError } from '../../pkg/configfiles/read/python/ReadError';
import { readOptions, removeSection, setOptions } from '../../pkg/domain/iniEdit';
import type { ParsedText } from '../stack/fail2banReadings';
import { parsedByFail2ban } from '../stack/fail2banReadings';
import type { Fail2banTree } from '../stack/fail2banTrees';
import { fail2banTrees } from '../stack/fail2banTrees';
import { configTexts } from './randomTexts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
const SEED = Number(process.env.FUZZ_SEED ?? 7);
type Sections = Record<string, Record<string, string[]>>;

/** Blank lines of a value mean nothing to fail2ban. */
const rowsOf = (value: string) => value.split('\n').filter((row, at, all) => row !== '' || all.length === 1);
const rowsOfAll = (sections: Record<string, Record<string, string>>): Sections => mapped(Object.entries(sections).map(([name, options]) => [name, mapped(Object.entries(options).map(([key, value]) => [key, rowsOf(value)]))]));

/** Also of names such as "__proto__". */
function mapped<T>(entries: Iterable<[string, T]>): Record<string, T> {
  return Object.fromEntries(entries);
}

function parsed(text: string): ParsedText {
  try {
    const { defaults, sections } = parseIni(text, 'one.conf');
    const plain = (section: Section) => mapped([...section].map(([key, { value }]) => [key, String(value)]));
    return { sections: mapped([...(defaults.size > 0 ? [['DEFAULT', plain(defaults)] as [string, Record<string, string>]] : []), ...[...sections].map(([name, section]): [string, Record<string, string>] => [name, plain(section)])]), refused: null };
  } catch (error) {
    if (error instanceof ReadError) {
      return { sections: null, refused: error.message };
    }
    throw error;
  }
}

function raw(text: string): Sections {
  const sections = [...readOptions(text)].filter(([name, options]) => name !== 'DEFAULT' || options.size > 0);
  return mapped(sections.map(([name, options]) => [name, mapped(options)]));
}

describe.each(fail2banTrees())('a text of a file that %s reads in a way of its own', (_name, find) => {
  let fail2ban: Fail2banTree;
  const texts = [...new Set(fc.sample(configTexts(), { numRuns: RUNS, seed: SEED }))];
  let theirs: ParsedText[] = [];
  beforeAll(async () => {
    fail2ban = await find();
    theirs = await parsedByFail2ban(fail2ban, texts);
  });

  /** The texts that fail2ban reads, with what it finds in them. */
  const readable = () =>
    texts.flatMap((text, index) => {
      const sections = theirs[index]?.sections ?? null;
      return sections === null ? [] : [{ text, sections: rowsOfAll(sections) }];
    });

  it('is read alike, or refused in the same words', () => {
    for (const [index, text] of texts.entries()) {
      expect.soft(parsed(text), `seed ${SEED}: ${JSON.stringify(text)}`).toEqual(theirs[index]);
    }
    console.log(`fail2ban ${fail2ban.version}: ${texts.length} random texts (seed ${SEED}), ${readable().length} of them readable`);
    expect(readable().length).toBeGreaterThan(texts.length / 4);
    expect(readable().length).toBeLessThan(texts.length);
  });

  it('says to the rules about raw texts what it says to fail2ban', () => {
    for (const { text, sections } of readable()) {
      expect.soft(raw(text), `seed ${SEED}: ${JSON.stringify(text)}`).toEqual(sections);
    }
  });

  it('means after an edit what it meant before, but for what was edited', async () => {
    const edits = readable().flatMap(({ text, sections }, index) => {
      const names = Object.keys(sections);
      const name = names[index % (names.length + 1)] ?? 'fresh';
      const options = sections[name] ?? {};
      const option = Object.keys(options)[index % 3] ?? 'fresh';
      const value = [null, ['v'], ['v', 'w = 1', '[w]'], ['', 'v']][index % 4] ?? null;
      const { [option]: _old, ...others } = options;
      const left: Sections = { ...sections, ...(value === null && !(name in sections) ? {} : { [name]: value === null ? others : { ...others, [option]: value.filter((row) => row !== '') } }) };
      const { [name]: _gone, ...without } = sections;
      return [
        { text, what: `${name}.${option} = ${JSON.stringify(value)}`, after: setOptions(text, name, { [option]: value }), expected: left },
        { text, what: `without ${name}`, after: removeSection(text, name), expected: without },
      ];
    });
    const read = await parsedByFail2ban(fail2ban, edits.map(({ after }) => after));
    for (const [index, { text, what, after, expected }] of edits.entries()) {
      const { DEFAULT: defaults = {}, ...rest } = expected;
      const found = read[index]?.sections;
      expect.soft(found ? rowsOfAll(found) : read[index]?.refused, `seed ${SEED}: ${what} of ${JSON.stringify(text)} is ${JSON.stringify(after)}`).toEqual(Object.keys(defaults).length > 0 ? { DEFAULT: defaults, ...rest } : rest);
    }
    expect(edits.length).toBeGreaterThan(RUNS / 4);
  });
});
