import { describe, expect, it } from 'vitest';
import { parseAddress } from './address';
import { conflictsOf, tooWide } from './banGuard';

const parse = (...texts: string[]) => texts.map((text) => parseAddress(text));

describe('the ban guard', () => {
  it('finds what is too wide', () => {
    expect(tooWide(parse('0.0.0.0/0', '10.0.0.0/15', '10.0.0.0/16', '::/0', '2001:db8::/31', '2001:db8::/32', '192.0.2.1')).map(({ address }) => address)).toEqual([
      '0.0.0.0/0',
      '10.0.0.0/15',
      '::/0',
      '2001:db8::/31',
    ]);
  });

  it('protects loopback without being told to', () => {
    expect(conflictsOf(parse('127.0.0.1', '::1', '127.8.0.0/16'), []).map(({ rule }) => rule)).toEqual(['loopback', 'loopback', 'loopback']);
  });

  it('sees an address inside a protected network, and a network around a protected address', () => {
    const ignored = [{ rule: 'ignored' as const, address: parseAddress('198.51.100.0/24') }];
    expect(conflictsOf(parse('198.51.100.7', '198.51.0.0/16', '203.0.113.7'), ignored)).toEqual([
      { address: '198.51.100.7', rule: 'ignored', protects: '198.51.100.0/24' },
      { address: '198.51.0.0/16', rule: 'ignored', protects: '198.51.100.0/24' },
    ]);
  });
});
