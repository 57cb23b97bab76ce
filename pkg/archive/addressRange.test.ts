import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../domain/address';
import { addressKey } from '../domain/addressKey';
import { banKey, insideOf, touching } from './addressRange';

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
const v6 = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }).map((groups) => groups.map((group) => group.toString(16)).join(':'));

/** A network around an address: its host bits cut off through the suggestion of parseAddress. */
function network(address: string, prefix: number): string {
  try {
    return parseAddress(`${address}/${prefix}`).text;
  } catch (error) {
    return /Did you mean (\S+) or/.exec(String(error))?.[1] ?? address;
  }
}

const anything = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => network(address, prefix)),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 })).map(([address, prefix]) => network(address, prefix))
);
/** Two that are likely to have to do with each other. */
const pair = fc.oneof(
  fc.tuple(anything, anything),
  fc.tuple(v4, fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 32 })).map(([address, a, b]) => [network(address, a), network(address, b)] as const),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 }), fc.integer({ min: 0, max: 128 })).map(([address, a, b]) => [network(address, a), network(address, b)] as const)
);

describe('ranges of keys', () => {
  it('find exactly what has an address in common', () => {
    fc.assert(
      fc.property(pair, ([asked, banned]) => {
        const [a, b] = [parseAddress(asked), parseAddress(banned)];
        const { low, high, covering } = touching(a);
        const key = banKey(banned);
        expect((low <= key && key <= high) || covering.includes(key)).toBe(a.low <= b.high && b.low <= a.high);
        expect(low <= key && key <= high && covering.includes(key), 'found twice').toBe(false);
      }),
      { numRuns: 2000 }
    );
  });

  it('find exactly what lies inside', () => {
    fc.assert(
      fc.property(pair, ([unbanned, banned]) => {
        const [a, b] = [parseAddress(unbanned), parseAddress(banned)];
        const { low, high, leastPrefix } = insideOf(unbanned);
        const key = banKey(banned);
        const narrow = !b.isNetwork || key.slice(-2) >= leastPrefix;
        expect(low <= key && key <= high && narrow).toBe(a.low <= b.low && b.high <= a.high);
      }),
      { numRuns: 2000 }
    );
  });

  it('sort as addresses do', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(v4, v4), fc.tuple(v6, v6)), ([a, b]) => {
        expect(banKey(a) < banKey(b)).toBe((addressKey(a) ?? '') < (addressKey(b) ?? ''));
      })
    );
  });

  it('take no text for an address', () => {
    expect(banKey('root')).toBe('00726f6f74');
    expect(insideOf('192.0.2.7/24')).toEqual({ low: banKey('192.0.2.7/24'), high: banKey('192.0.2.7/24'), leastPrefix: '' });
  });
});
