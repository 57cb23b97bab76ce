import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { assertSince, rangeSeconds, sinceOf } from './since';

const NOW = Date.UTC(2026, 10, 1, 5, 30) / 1000;

describe('the beginning of a relative range', () => {
  it('of 24h lies between 86,460 and 86,400 seconds before now', () => {
    expect(sinceOf('24h', NOW)).toBeGreaterThanOrEqual(NOW - 86_460);
    expect(sinceOf('24h', NOW)).toBeLessThanOrEqual(NOW - 86_400);
  });

  it('moves by an hour in an hour', () => {
    expect(sinceOf('24h', NOW + 3600) - sinceOf('24h', NOW)).toBe(3600);
  });

  it.each([
    ['45s', 45],
    ['30m', 1800],
    ['24h', 86_400],
    ['7d', 604_800],
    ['2w', 1_209_600],
  ])('knows %s', (range, seconds) => {
    expect(rangeSeconds(range)).toBe(seconds);
  });

  it.each(['', '24', 'h', '0h', '-1h', '1.5h', '24h ', '1y', '1M', 'now-24h', '99999999h'])('refuses %j', (range) => {
    expect(() => sinceOf(range, NOW)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  // New York leaves summer time half an hour later, India is half an hour off the full hours: both show a local calculation.
  it.each(['UTC', 'Asia/Kolkata', 'America/New_York'])('is the same in %s', (TZ) => {
    const script = `import { sinceOf } from './pkg/domain/since.ts'; console.log(JSON.stringify([new Date(${NOW * 1000}).getHours(), sinceOf('24h', ${NOW}), sinceOf('7d', ${NOW})]))`;
    const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8', env: { PATH: process.env.PATH, TZ } });
    expect(JSON.parse(printed)).toEqual([{ UTC: 5, 'Asia/Kolkata': 11, 'America/New_York': 1 }[TZ], NOW - 86_460, NOW - 604_860]);
  });

  it('is asserted: a window of an hour ago, or of another zone, is none of now', () => {
    assertSince(sinceOf('24h', NOW), '24h', NOW);
    assertSince(NOW - 86_400, '24h', NOW);
    expect(() => assertSince(sinceOf('24h', NOW), '24h', NOW + 3600)).toThrow(RangeError);
    expect(() => assertSince(sinceOf('24h', NOW) + 19_800, '24h', NOW)).toThrow(RangeError);
    expect(() => assertSince(Number.NaN, '24h', NOW)).toThrow(RangeError);
  });
});
