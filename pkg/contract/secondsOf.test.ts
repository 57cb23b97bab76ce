import { describe, expect, it } from 'vitest';
import { secondsOf } from './secondsOf';

describe('secondsOf', () => {
  it.each([
    ['600', 600],
    ['86400', 86_400],
    ['-1', -1],
    ['10m', 600],
    ['1d', 86_400],
    ['1d12h', 129_600],
    ['1d 12h', 129_600],
    ['1h 30m', 5400],
    ['1 Hour', 3600],
    ['2 hours 30 min', 9000],
    ['1.5h', 5400],
    ['2w', 1_209_600],
    ['6mo', 15_778_800],
    ['1year', 31_557_600],
  ])('reads %s as fail2ban does', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it.each(['', 'x', '10 parsecs', '2hs', '-5', '1h-5m', '%(bantime)s', '10m;', `${'1'.repeat(60)};`])('takes "%s" for no time', (text) => {
    expect(secondsOf(text)).toBeNull();
  });
});
