import { describe, expect, it } from 'vitest';
import { iniLines } from './iniLines';
import { mistakesIn } from './mistakesIn';

const GOOD = `# a comment
[INCLUDES]
before = common.conf

[Definition]
failregex = ^one <HOST>
            ^two = <HOST>  ; a comment
  # another
            ^three
ignoreregex:
[DEFAULT]
x = 1
[DEFAULT]
y = 2`;

describe('iniLines', () => {
  it('tells sections, options and what goes on with them apart', () => {
    expect(iniLines(GOOD).map(({ kind }) => kind).join(' ')).toBe('empty section option empty section option more empty more option section option section option');
    expect(iniLines(GOOD)[5]).toEqual({ kind: 'option', section: 'Definition', name: 'failregex' });
  });
});

describe('mistakesIn', () => {
  const linesOf = (text: string) => mistakesIn(text).map(({ line }) => line);

  it('finds none in what fail2ban reads', () => {
    expect(mistakesIn(GOOD)).toEqual([]);
    expect(mistakesIn('')).toEqual([]);
  });

  it.each([
    ['an option before any section', 'x = 1\n[a]\n', [1]],
    ['a section twice', '[a]\nx = 1\r\n[a]\n', [3]],
    ['an option twice, in capitals too', '[a]\nx = 1\n[b]\nx = 1\nX = 2', [5]],
    ['a line that is no option', '[a]\njust words\nx = 1\n  more', [2]],
    ['a value that is not indented', '[Definition]\nfailregex = ^a\n^b <HOST>$', [3]],
    ['a line without a name', '[a]\n= 1', [2]],
  ])('marks the line of %s', (_what, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });
});
