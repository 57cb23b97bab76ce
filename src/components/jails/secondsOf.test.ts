import { describe, expect, it } from 'vitest';
import { secondsOf } from './secondsOf';

describe('secondsOf', () => {
  it.each([
    ['600', 600],
    ['-1', -1],
    ['10m', 600],
    ['1d 12h', 129_600],
    ['1w', 604_800],
    ['2 hours 30 min', 9000],
  ])('reads %s', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it.each(['', 'x', '10 parsecs', '-5', '%(bantime)s', '10m;'])('takes "%s" for no time', (text) => {
    expect(secondsOf(text)).toBeNull();
  });
});
