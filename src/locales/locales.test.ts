import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = path.resolve(import.meta.dirname, '..');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Keys and their English texts as the code has them. */
function usedIn(files: string[]): Map<string, string> {
  const used = new Map<string, string>();
  for (const text of files.map((file) => readFileSync(file, 'utf8'))) {
    for (const [, key = '', words = ''] of text.matchAll(/\bt\(\s*'([^']+)',\s*'([^']*)'/g)) {
      used.set(key, words);
    }
    for (const [, key = '', words = ''] of text.matchAll(/<Trans i18nKey="([^"]+)">([^<]*)<\/Trans>/g)) {
      used.set(key, words.replace(/\s+/g, ' ').trim());
    }
  }
  return used;
}

/** Flat keys of a file; the forms of a plural count as one key with the text of its `_other`. */
function keptIn(file: string): Map<string, string> {
  const kept = new Map<string, string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (!key.endsWith('_one')) {
        kept.set(key.replace(/_other$/, ''), value);
      }
    } else if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([name, inner]) => walk(inner, key === '' ? name : `${key}.${name}`));
    }
  };
  walk(JSON.parse(readFileSync(path.join(SOURCE, file), 'utf8')), '');
  return kept;
}

const sorted = (texts: Map<string, string>) => Object.fromEntries([...texts].sort(([a], [b]) => a.localeCompare(b)));
const isOfDataSource = (file: string) => path.relative(SOURCE, file).startsWith('datasource');

describe('the English texts', () => {
  const files = filesIn(SOURCE);

  it.each([
    ['locales/en-US/bangui-fail2ban-app.json', files.filter((file) => !isOfDataSource(file))],
    ['datasource/locales/en-US/bangui-fail2ban-datasource.json', files.filter(isOfDataSource)],
  ])('%s holds every text of the code and no other', (file, sources) => {
    const used = usedIn(sources);
    expect(used.size).toBeGreaterThan(5);
    expect(sorted(keptIn(file))).toEqual(sorted(used));
  });

  it('every call of t() is one that this test can read', () => {
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const calls = text.match(/(?<![\w.])t\(/g)?.length ?? 0;
      const readable = text.match(/(?<![\w.])t\(\s*'[^']+',\s*'[^']*'/g)?.length ?? 0;
      const trans = text.match(/<Trans/g)?.length ?? 0;
      const readableTrans = text.match(/<Trans i18nKey="[^"]+">[^<]*<\/Trans>/g)?.length ?? 0;
      expect([file, readable, readableTrans]).toEqual([file, calls, trans]);
    }
  });
});
