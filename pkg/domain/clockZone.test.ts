import { describe, expect, it } from 'vitest';
import { zoneDifference } from './clockZone';

const modifiedMs = Date.UTC(2026, 6, 1, 12, 0, 5);
const log = (stamp: string) => ({ text: `cut off\n${stamp},880 fail2ban.actions        [7]: NOTICE  [sshd] Ban 192.0.2.7\n  more of it\n`, modifiedMs });

describe('the zone of a log', () => {
  it.each([
    ['2026-07-01 14:00:05', 'Europe/Berlin', 0],
    ['2026-07-01 12:00:05', 'Europe/Berlin', -120],
    ['2026-07-01 17:30:04', 'Asia/Kolkata', 0],
    ['2026-07-01 17:30:04', 'UTC', 330],
    ['2026-07-01 11:52:00', 'UTC', null],
  ])('%s in a file of noon UTC, taken for %s, is %s minutes off', (stamp, zone, minutes) => {
    expect(zoneDifference(log(stamp), zone)).toBe(minutes);
  });

  it('is unknown without a line of fail2ban', () => {
    expect(zoneDifference({ text: '', modifiedMs }, 'UTC')).toBeNull();
  });
});
