import { describe, expect, it } from 'vitest';
import { guiltyExpression, readExpressions, regexWords } from './readExpressions';

const OUTPUT = '\nResults\n=======\n\nPrefregex: 0 total\n|  ^x\n`-\n\nFailregex: 0 total\n|-  #) [# of hits] regular expression\n|   1) [0] ^a <HOST>\n|  12) [3] b) [1] c\n`-\n\nIgnoreregex: 0 total\n\nDate template hits:\n';
const candidate = { base: null, failregex: ['^ok <HOST>', '^bad( <HOST>$', '^bad( <HOST>'], ignoreregex: ['a', 'b('], prefregex: '^p(<F-CONTENT>.+</F-CONTENT>', datepattern: null, maxlines: null };

describe('what fail2ban-regex says of expressions', () => {
  it('is read as it is printed', () => {
    expect(readExpressions(OUTPUT, 'Failregex')).toEqual(['^a <HOST>', 'b) [1] c']);
    expect(readExpressions(OUTPUT, 'Ignoreregex')).toEqual([]);
  });

  it('is told without the folder of the trial', () => {
    expect(regexWords('\nRunning tests\nUse file\nERROR: failed to load filter /s/filter-trial-x/trial.conf\n', '', '/s/filter-trial-x')).toBe('failed to load filter trial.conf');
    expect(regexWords('', 'Traceback (most recent call last):\n  File "x"\nTypeError: odd\n', '/s')).toBe('TypeError: odd');
  });

  it.each([
    ["Unable to compile regular expression '^bad( (?P<ip4>\\d+)':\nmissing )", 'failregex.2'],
    ["Unable to compile regular expression '^bad( (?P<ip4>\\d+)$':\nmissing )", 'failregex.1'],
    ["Unable to compile regular expression 'b(':\nmissing )", 'ignoreregex.1'],
    ["Unable to compile regular expression '^p((?P<content>.+)':\nmissing )", 'prefregex'],
    ["No failure-id group in '^nohost$'", null],
    ['TypeError: odd', null],
  ])('names the expression that is meant by %j', (words, expected) => {
    expect(guiltyExpression(words, { candidate })).toBe(expected);
  });
});
