import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../domain/address';
import { blockedOf } from './blockedOf';

const range = (from: string, to = from) => ({ low: parseAddress(from).low, high: parseAddress(to).high });

describe('what a firewall lists', () => {
  it('is told apart into single addresses, which are taken as they are, and ranges', async () => {
    expect(await blockedOf(['192.0.2.1', '192.0.2.2/32', '2001:db8::7', '2001:db8::8/128', 'nobody', '2001:db8::/32', '192.0.2.0/24', '203.0.113.1-203.0.113.7', '::ffff:192.0.2.9'])).toEqual({
      addresses: new Set(['192.0.2.1', '192.0.2.2', '2001:db8::7', '2001:db8::8', 'nobody']),
      ranges: [range('2001:db8::/32'), range('192.0.2.0/24'), range('203.0.113.1', '203.0.113.7'), range('192.0.2.9')],
    });
  });

  it('may have bits behind a prefix, and lengths that do not fit', async () => {
    const { ranges } = await blockedOf(['192.0.2.77/27', '2001:db8::7:1/45', '0.0.0.0/0', '192.0.2.0/33', '192.0.2.0/', 'a-b', '::/129']);
    expect(ranges).toEqual([range('192.0.2.64/27'), range('2001:db8::/45'), range('0.0.0.0/0')]);
  });

  it('is read in slices, as there may be a hundred thousand', async () => {
    let turns = 0;
    const turn = (): unknown => setImmediate(() => ++turns < 3 && turn());
    turn();
    await blockedOf(Array.from({ length: 20_000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`));
    expect(turns).toBe(3);
  });
});
