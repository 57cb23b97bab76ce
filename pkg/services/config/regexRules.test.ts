import { describe, expect, it } from 'vitest';
import { regexLine, repeatedTexts, repeatsItself } from './regexRules';

describe('an expression', () => {
  it.each(['^(a+)+$', '(?:a*)*', '(\\w+)*x', '((a+))+', '(?:a|a)*', '(?:\\w|\\d)+', '(?P<x>[a-z]+){2,}', '(?:(?:ab)+)*', '([^a]+)+?', '^(?:x+y?)+ from <HOST>$', '(?:ab|abab)+', '(\\d+,?)+', '(a{1,3})+', '(?:aa?)+', '(?:a*b*)*', '(?:\\s*\\w+)*x', '(?:a+){1,50}', '<F-USER>a+</F-USER>+', '(?:\\bx+\\b)+', '(?:<HOST>)+', '(?i)(?:a|A)+', '(?:[]x]|\\])*', '(?:\\x61|a)*', '(?:(?:)a+)+', '(?=(a+)+)x', '((?:ab?)+b?)+', '(?:(?:a|b)(?:a|b)?)+'])('%s can take for ever', (regex) => {
    expect(repeatsItself(regex)).toBe(true);
  });
  it.each(['^(?:\\S+ )*x', '(a|b)*', '(?:\\d+\\.){3}\\d+', 'a+b+', '(a+)?', '(?:a{1,3},)+', '(?:\\w+,\\s*)*', '(?:%(x)s|a)*', '(?:a|b|ab)x*', '(?:ab|ac)*', '(?:a(?!b))*', '^(?:\\[[^\\]]*\\] )*x', '(?:"[^"\\\\]*(?:\\\\.[^"\\\\]*)*",?)+', '(?:[0-9a-f]{1,4}:){1,7}x', '<F-USER>a+</F-USER>(?:b+c)*', '[(a+)+]', '\\(a+\\)+', '^<HOST> (?:-|\\S+) x+$', '(?=a+)+b'.slice(0, 6)])('%s cannot', (regex) => {
    expect(repeatsItself(regex)).toBe(false);
  });

  it('has its percent signs doubled, but for references', () => {
    expect(regexLine('failregex', '^100% %(known/failregex)s %d <HOST>$', true)).toBe('^100%% %(known/failregex)s %%d <HOST>$');
  });

  it.each(['', ' ^<HOST>', '^<HOST> ; x', '# <HOST>', '^nobody$', '^<HOST>\t$', '^<HOST>\u0085$', `^${'a'.repeat(2000)}<HOST>`])('%j is refused', (line) => {
    expect(() => regexLine('failregex', line, true)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

it('texts that keep an expression going are made of what it repeats', () => {
  expect(repeatedTexts('^x(?:q+z?)+ from (?:\\d+=)*<HOST>$')).toEqual(expect.arrayContaining(['qz', 'q', 'z', '0=']));
  expect(repeatedTexts('^a b <F-USER>c</F-USER>$')).toEqual([]);
});

it('an expression that is too large to look through counts as one that can take for ever', () => {
  expect(repeatsItself(`(?:${'a|'.repeat(400)}b)*`)).toBe(true);
  expect(repeatsItself('(?:(?:(?:(?:(?:a{7}b){7}c){7}d){7}e){7}f){7}')).toBe(true);
});
