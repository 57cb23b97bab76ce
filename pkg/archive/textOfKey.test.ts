import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAddress } from '../domain/address';
import { banKey } from './addressRange';
import { textOfKey } from './textOfKey';

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
/** Zeros more often than chance has them. */
const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
const v6 = fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.map((value) => value.toString(16)).join(':'));
const given = fc.oneof(
  v4,
  v6,
  fc.tuple(v4, fc.nat(32)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(v6, fc.nat(128)).map(([address, prefix]) => `${address}/${prefix}`)
);

const roundTrip = (text: string) => textOfKey(Buffer.from(banKey(text), 'hex'));

/** IPv4 in the clothes of IPv6 is refused, where chance makes some. */
function isTaken(input: string): boolean {
  try {
    return parseAddress(input, 'address', 'drop').text !== '';
  } catch {
    return false;
  }
}

it('a key gives the text back, as parseAddress writes it', () => {
  fc.assert(
    fc.property(given.filter(isTaken), (input) => {
      const { text } = parseAddress(input, 'address', 'drop');
      expect(roundTrip(text)).toBe(text);
    }),
    { numRuns: 5000 }
  );
});

it.each(['some user', 'other/24', 'ünïcode', ''])('also of what is no address: %j', (text) => expect(roundTrip(text)).toBe(text));
