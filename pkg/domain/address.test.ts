import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { covers, parseAddress } from './address';
import { addressKey } from './addressKey';

describe('parseAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0:0::0007', '2001:db8::7'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.0/120', '10.1.2.0/24'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['2001:db8::/128', '2001:db8::'],
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
  ])('spells %s as %s', (input, text) => {
    expect(parseAddress(input).text).toBe(text);
  });

  it.each(['', 'localhost', 'not-an-ip', '192.0.2', '192.0.2.256', '010.1.2.3', ' 192.0.2.7', '192.0.2.7\n', '192.0.2.7/33', '192.0.2.7/', '192.0.2.7/-1',
    'fe80::1%eth0', '2001:db8::/129', '1:2:3:4:5:6:7', '::ffff:10.1.2.3/95', '192.0.2.0/024', '0x7f.0.0.1', '::192.0.2.7', '::ffff:0192.0.2.7', '::ffff:192.0.2.07', '192.0.2.7::', '192.0.2.7 192.0.2.8', '<F2B_END_COMMAND>'])(
    'refuses %j and names the field',
    (input) => {
      expect(() => parseAddress(input, 'addresses[0]')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'addresses[0]' } }));
    }
  );

  it('refuses host bits behind the prefix and says what was probably meant', () => {
    expect(() => parseAddress('192.0.2.7/24')).toThrow(/192\.0\.2\.0\/24/);
  });

  it('never repeats a newline in its message', () => {
    expect(() => parseAddress('192.0.2.7\nBan 1.1.1.1')).toThrow(/^[^\n]*$/);
  });
});

describe('addressKey', () => {
  it('knows a dotted end of IPv6 only where the address ends', () => {
    expect(addressKey('192.0.2.7::')).toBeNull();
    expect(addressKey('::ffff:192.0.2.7')).toBe(addressKey('::ffff:c000:207'));
  });

  it('agrees with ipaddr.js on every IPv4 and IPv6 address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        fc.pre(!/^::\d+\./.test(text));
        const bytes = ipaddr.parse(text).toByteArray();
        expect(addressKey(text)).toBe((bytes.length === 4 ? '4' : '6') + Buffer.from(bytes).toString('hex'));
      })
    );
  });

  it('is null for whatever ipaddr.js does not read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f:.g/]{0,20}$/), (text) => {
        if (!ipaddr.isValid(text)) {
          expect(addressKey(text)).toBeNull();
        }
      })
    );
  });
});

describe('covers', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/25', '192.0.2.128', false],
    ['192.0.2.0/24', '192.0.0.0/16', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/33', '2001:db8:7fff:ffff::1', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['192.0.2.7', '192.0.2.7', true],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(covers(parseAddress(outer), parseAddress(inner))).toBe(expected);
  });

  it('agrees with ipaddr.js on every network', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (base, other, prefix) => {
        const network = ipaddr.IPv4.networkAddressFromCIDR(`${base}/${prefix}`).toString();
        const expected = ipaddr.IPv4.parse(other).match(ipaddr.IPv4.parseCIDR(`${network}/${prefix}`));
        expect(covers(parseAddress(`${network}/${prefix}`), parseAddress(other))).toBe(expected);
      })
    );
  });
});
