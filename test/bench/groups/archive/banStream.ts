import type { NewBan } from '../../../../pkg/domain/archivedBan';

const T = 1_700_000_000;
const JAILS = 50;

/** Bans as fail2ban's database has them, never the same twice: addresses all over the place, times going on, a tenth of them IPv6. */
export function createBanStream() {
  let number = 0;
  return (count: number): NewBan[] =>
    Array.from({ length: count }, () => {
      number++;
      // A step that is odd walks through all 2^32 addresses, each once.
      const bits = Math.imul(number, 0x9e37_79b1) >>> 0;
      return {
        jail: `jail${String(1 + (bits % JAILS)).padStart(2, '0')}`,
        address: number % 10 === 0 ? `2001:db8:${(bits >>> 16).toString(16)}:${(bits & 0xffff).toString(16)}::7` : [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.'),
        start: T + Math.floor(number / 4),
        banTime: 600,
        origin: 'database',
        banCount: 1,
        failures: 5,
      };
    });
}
