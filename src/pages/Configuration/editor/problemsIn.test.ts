import { describe, expect, it } from 'vitest';
import { problemsIn, problemsOfText } from './problemsIn';

const TEXT = '[Definition]\nmaxlines = 2\nfailregex = ^( <HOST>$\n';
const problem = (message: string, field: string | null = null) => ({ error_code: 'FAIL2BAN_REJECTED', message, field });

describe('problemsOfText', () => {
  it('takes the line that fail2ban names', () => {
    expect(problemsOfText(TEXT, [problem('File contains no section headers. file: x, line: 2'), problem('contains parsing errors: [line  3]: x')]).map(({ line }) => line)).toEqual([2, 3]);
  });

  it('else the line of the option meant, and never one that is not there', () => {
    expect(problemsOfText(TEXT, [problem('wrong', 'failregex'), problem('wrong', 'fail'), problem('line: 99'), problem('wrong')]).map(({ line }) => line)).toEqual([3, 1, 1, 1]);
  });
});

describe('problemsIn', () => {
  it('tells those of one file', () => {
    const found = problemsIn('filter.d/a.conf', [
      { message: 'here', place: { file: 'filter.d/a.conf', line: 7 }, effect: 'jail' },
      { message: 'there', place: { file: 'filter.d/b.conf', line: 7 }, effect: 'jail' },
      { message: 'nowhere', place: null, effect: 'everything' },
    ]);
    expect(found).toEqual([{ line: 7, message: 'here' }]);
  });
});
