import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../domain/address';
import { blockedOf } from './blockedOf';

const range = (from: string, to = from) => ({ low: parseAddress(from).low, high: parseAddress(to).high });

describe('what a firewall lists', () => {
  it('is told apart into single addresses, which are taken as they are, and ranges', () => {
    expect(blockedOf(['192.0.2.1', '192.0.2.2/32', '2001:db8::7', '2001:db8::8/128', 'nobody', '2001:db8::/32', '192.0.2.0/24', '203.0.113.1-203.0.113.7', '::ffff:192.0.2.9'])).toEqual({
      addresses: new Set(['192.0.2.1', '192.0.2.2', '2001:db8::7', '2001:db8::8', 'nobody']),
      ranges: [range('2001:db8::/32'), range('192.0.2.0/24'), range('203.0.113.1', '203.0.113.7'), range('192.0.2.9')],
    });
  });
});
