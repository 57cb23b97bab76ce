import { expect, it } from 'vitest';
import { filterFile } from './filterFile';

const FILTER = { failRegexes: ['^a %d <HOST>$', '^b'], ignoreRegexes: [], prefRegex: '', datePattern: null, maxLines: 1, encoding: 'UTF-8' };

it('a filter is written as fail2ban reads it', () => {
  expect(filterFile(FILTER)).toBe('[Definition]\nfailregex = ^a %%d <HOST>$\n    ^b\n\n[Init]\nmaxlines = 1\n');
  expect(filterFile({ ...FILTER, ignoreRegexes: ['^c'], prefRegex: '^p', datePattern: '%Y', maxLines: 3 })).toContain('ignoreregex = ^c\nprefregex = ^p\ndatepattern = %%Y\n\n[Init]\nmaxlines = 3\n');
});

it.each([
  ['no regular expression', { failRegexes: [] }],
  ['one that would end its line', { failRegexes: ['^a\n[x]'] }],
  ['one that would begin a comment', { ignoreRegexes: ['a ; b'] }],
  ['a prefix that would', { prefRegex: '\t;' }],
])('a filter with %s is not written', (_what, change) => {
  expect(filterFile({ ...FILTER, ...change })).toBeNull();
});
