import { expect, it } from 'vitest';
import { secondsOf } from './secondsOf';

it.each([
  ['1d', 86_400],
  ['86400', 86_400],
  ['1h 30m', 5400],
  ['1 hour', 3600],
  ['2w', 1_209_600],
  [null, null],
  ['', null],
  ['1mo', null],
  ['%(bantime)s', null],
  ['-1', null],
])('a duration %j is %j seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
