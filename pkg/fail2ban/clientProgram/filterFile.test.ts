import { describe, expect, it } from 'vitest';
import { candidateFile, filterFile } from './filterFile';

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

describe('the file of a filter that is not saved', () => {
  const candidate = { base: null, failregex: ['^100% %(x)s <HOST>', '^b <HOST>'], ignoreregex: [], prefregex: null, datepattern: '%Y', maxlines: null };

  it('takes every percent sign for itself', () => {
    expect(candidateFile(candidate, null)).toBe('[Definition]\nfailregex = ^100%% %%(x)s <HOST>\n    ^b <HOST>\ndatepattern = %%Y\n');
  });

  it('takes by name what its base has', () => {
    const text = candidateFile({ ...candidate, failregex: ['%(known/failregex)s', '^100% %(x)s %(a b)s'], maxlines: 3 }, '/etc/fail2ban/filter.d/sshd.conf');
    expect(text).toBe('[INCLUDES]\nbefore = /etc/fail2ban/filter.d/sshd.conf\n\n[Definition]\nfailregex = %(known/failregex)s\n    ^100%% %(x)s %%(a b)s\ndatepattern = %%Y\n\n[Init]\nmaxlines = 3\n');
  });

  it('is none for what would be more than a line', () => {
    expect(candidateFile({ ...candidate, failregex: ['^a <HOST>\n[Init]'] }, null)).toBeNull();
    expect(candidateFile({ ...candidate, prefregex: 'a ;b' }, null)).toBeNull();
    expect(candidateFile(candidate, '/x\n/y')).toBeNull();
  });
});
