import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLocalTime } from './createLocalTime';
import { parseWallTime } from './parseWallTime';

const wall = (text: string) => parseWallTime(text, 0);
const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const HOUR = 3600;

/** What the clock on a wall of `timeZone` shows at `epoch`. */
function wallAt(epoch: number, timeZone: string): string {
  return new Date(epoch * 1000).toLocaleString('sv-SE', { timeZone });
}

describe('parseWallTime', () => {
  it('agrees with Date on every second of four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: utc('1900-01-01 00:00:00'), max: utc('2399-12-31 23:59:59') }), (seconds) => {
        const text = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
        expect(parseWallTime(`…${text}`, 1)).toBe(seconds);
      }),
      { numRuns: 2000 }
    );
  });

  it.each(['', '2026-11-21', '2026-11-21T02:19:13', '2026-1x-21 02:19:13', '2026-11-21 02:19:1'])('gives no time for %j', (text) => {
    expect(parseWallTime(text, 0)).toBeNaN();
  });
});

describe('createLocalTime', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Chatham', 'Africa/Casablanca'])(
    'finds the start of every ban that runs now in %s, also in an hour lived twice',
    (timeZone) => {
      const localTime = createLocalTime(timeZone);
      const start = fc.integer({ min: utc('2020-01-01 00:00:00'), max: utc('2030-01-01 00:00:00') });
      fc.assert(
        // A ban from 5 h on that began in the hour lived twice ends outside it: its end tells the two starts apart.
        fc.property(start, fc.integer({ min: 5 * HOUR, max: 5 * 86_400 }), (epoch, banTime) => {
          const found = localTime.startOfBan(wall(wallAt(epoch, timeZone)), wall(wallAt(epoch + banTime, timeZone)), banTime, epoch + banTime - 1);
          expect(found).toBe(epoch);
        }),
        { numRuns: 300 }
      );
    }
  );

  // Berlin, 25 October 2026: 02:00 to 03:00 happens at 00:00Z (summer time) and again at 01:00Z.
  const fold = { first: utc('2026-10-25 00:30:00'), second: utc('2026-10-25 01:30:00'), text: wall('2026-10-25 02:30:00') };

  it.each([
    ['the first', fold.first, fold.first + 60],
    ['the second', fold.second, fold.second + 60],
  ])('takes %s of two hours when only then the ban is running', (_name, expected, now) => {
    const end = wall('2026-10-25 02:40:00');
    expect(createLocalTime('Europe/Berlin').startOfBan(fold.text, end, 600, now)).toBe(expected);
  });

  it.each([
    ['the first', fold.first, '2026-10-25 03:30:00'],
    ['the second', fold.second, '2026-10-25 04:30:00'],
  ])('takes %s of two hours when the end fits to it', (_name, expected, end) => {
    expect(createLocalTime('Europe/Berlin').startOfBan(fold.text, wall(end), 2 * HOUR, fold.second + 60)).toBe(expected);
  });

  it('never lets a permanent ban begin in the future', () => {
    const localTime = createLocalTime('Europe/Berlin');
    const end = wall('9999-12-31 23:59:59');
    expect(localTime.startOfBan(fold.text, end, -1, fold.first + 60)).toBe(fold.first);
    expect(localTime.startOfBan(fold.text, end, -1, fold.second + 60)).toBe(fold.second);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => createLocalTime('Mars/Olympus')).toThrow(RangeError);
  });
});
