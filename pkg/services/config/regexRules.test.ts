import { describe, expect, it } from 'vitest';
import { regexLine, repeatsItself } from './regexRules';

describe('an expression', () => {
  it.each(['^(a+)+$', '(?:a*)*', '(\\w+)*x', '((a+))+', '(?:a|a)*', '(?:\\w|\\d)+', '(?P<x>[a-z]+){2,}', '(?:(?:ab)+)*', '([^a]+)+?'])('%s can take for ever', (regex) => {
    expect(repeatsItself(regex)).toBe(true);
  });
  it.each(['^(?:\\S+ )*x', '(a|b)*', '(?:\\d+\\.){3}\\d+', 'a+b+', '(a+)?', '(a{1,3})+', '[(a+)+]', '\\(a+\\)+', '^<HOST> (?:-|\\S+) x+$', '(?=a+)+b'.slice(0, 6)])('%s cannot', (regex) => {
    expect(repeatsItself(regex)).toBe(false);
  });

  it('has its percent signs doubled, but for references', () => {
    expect(regexLine('failregex', '^100% %(known/failregex)s %d <HOST>$', true)).toBe('^100%% %(known/failregex)s %%d <HOST>$');
  });

  it.each(['', ' ^<HOST>', '^<HOST> ; x', '# <HOST>', '^nobody$', '^<HOST>\t$', '^<HOST>\u0085$', `^${'a'.repeat(2000)}<HOST>`])('%j is refused', (line) => {
    expect(() => regexLine('failregex', line, true)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
