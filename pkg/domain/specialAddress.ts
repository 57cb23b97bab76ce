import type { SpecialRange } from '../contract/geoSources';
import { addressKey } from './addressKey';

/** Seen from the digit 0. */
const DOT = -2;
const SLASH = -1;

type V4Range = readonly [low: number, high: number, name: SpecialRange];

/** IANA's special-purpose registry, narrow ranges before those around them; anycast services that are reached from everywhere are not in it. */
const V4_RANGES: readonly V4Range[] = [
  v4Range('0.0.0.0/32', 'unspecified'),
  v4Range('0.0.0.0/8', 'reserved'),
  v4Range('10.0.0.0/8', 'private'),
  v4Range('100.64.0.0/10', 'cgnat'),
  v4Range('127.0.0.0/8', 'loopback'),
  v4Range('169.254.0.0/16', 'link-local'),
  v4Range('172.16.0.0/12', 'private'),
  v4Range('192.0.0.0/24', 'reserved'),
  v4Range('192.0.2.0/24', 'documentation'),
  v4Range('192.88.99.0/24', 'reserved'),
  v4Range('192.168.0.0/16', 'private'),
  v4Range('198.18.0.0/15', 'benchmarking'),
  v4Range('198.51.100.0/24', 'documentation'),
  v4Range('203.0.113.0/24', 'documentation'),
  v4Range('224.0.0.0/4', 'multicast'),
  v4Range('255.255.255.255/32', 'broadcast'),
  v4Range('240.0.0.0/4', 'reserved'),
];

/** Most first octets hold nothing special: for them that is all that is looked at. */
const V4_BY_OCTET: ReadonlyArray<readonly V4Range[] | null> = Array.from({ length: 256 }, (_, octet) => {
  const held = V4_RANGES.filter(([low, high]) => low >>> 24 <= octet && octet <= high >>> 24);
  return held.length > 0 ? held : null;
});

/** By the beginning of the address key. What is not in 2000::/3 and not here is reserved. */
const V6_BY_KEY: ReadonlyArray<readonly [start: RegExp, name: SpecialRange]> = [
  [/^60{32}$/, 'unspecified'],
  [/^60{31}1$/, 'loopback'],
  [/^6ff/, 'multicast'],
  [/^6fe[89ab]/, 'link-local'],
  [/^6f[cd]/, 'unique-local'],
  [/^620010db8|^63fff0/, 'documentation'],
  [/^6200100020000/, 'benchmarking'],
  [/^6200100|^6200101|^6(?![23])/, 'reserved'],
];

/*
 * Written as fail2ban and BanGUI write them, in 2000::/3 and surely nothing special, with all groups or with a gap:
 * a parse of each of 100,000 addresses would cost as much as the look-up.
 */
const PLAIN_V6 = /^(?:(?:2(?!00[12]:)|3(?!fff:))[\da-f]{3}:[\da-f]{1,4}|2001:[1-9a-f][\da-f]{3})(?::[\da-f]{1,4}){6}$/;
const PLAIN_V6_WITH_GAP = /^(?:(?:2(?!00[12]:)|3(?!fff:))[\da-f]{3}|2001:[1-9a-f][\da-f]{3})(?::[\da-f]{1,4}){0,6}::(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?$/;

/** Beginnings of the IPv6 addresses that may carry an IPv4 address. */
const MAY_CARRY_V4 = /^(?:[0:]|64:|2002:|2001:0{0,4}:)/;

/** The special range that an address, or the first address of a network, lies in; null for all that may have a country. */
export function specialRange(address: string): SpecialRange | null {
  if (!address.includes(':')) {
    return specialV4(v4Number(address));
  }
  if (PLAIN_V6_WITH_GAP.test(address) || PLAIN_V6.test(address)) {
    return null;
  }
  const key = addressKey(withoutPrefix(address));
  if (key === null) {
    return 'no-address';
  }
  const embedded = embeddedV4(key);
  return embedded === null ? (V6_BY_KEY.find(([start]) => start.test(key))?.[1] ?? null) : specialV4(embedded);
}

/**
 * What databases know an address as: a network by its first address, an IPv6 address that carries an IPv4 address
 * (mapped, NAT64, 6to4, the client of Teredo) by that one.
 */
export function lookupText(address: string): string {
  const single = withoutPrefix(address);
  if (!single.includes(':') || !MAY_CARRY_V4.test(single)) {
    return single;
  }
  const embedded = embeddedV4(addressKey(single) ?? '');
  return embedded === null ? single : [24, 16, 8, 0].map((shift) => (embedded >>> shift) & 0xff).join('.');
}

function withoutPrefix(address: string): string {
  const slash = address.indexOf('/');
  return slash < 0 ? address : address.slice(0, slash);
}

function specialV4(value: number): SpecialRange | null {
  if (value < 0) {
    return 'no-address';
  }
  const ranges = V4_BY_OCTET[value >>> 24];
  return ranges?.find(([low, high]) => low <= value && value <= high)?.[2] ?? null;
}

function embeddedV4(key: string): number | null {
  const [, plain, inverted] = /^6(?:0{20}ffff|0064ff9b0{16})([\da-f]{8})$|^620010000.{16}([\da-f]{8})$/.exec(key) ?? [];
  const hex = plain ?? /^62002([\da-f]{8})/.exec(key)?.[1];
  if (hex !== undefined) {
    return Number.parseInt(hex, 16);
  }
  return inverted === undefined ? null : (Number.parseInt(inverted, 16) ^ 0xffffffff) >>> 0;
}

/** The number of an IPv4 address, or of the first one of a network; -1 for anything else. */
function v4Number(text: string): number {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      octet = octet * 10 + digit;
      digits++;
    } else if (digit === DOT && digits > 0 && octet <= 255) {
      value = (value << 8) | octet;
      octet = 0;
      digits = 0;
      dots++;
    } else if (digit === SLASH) {
      break;
    } else {
      return -1;
    }
  }
  return dots === 3 && digits > 0 && octet <= 255 ? ((value << 8) | octet) >>> 0 : -1;
}

function v4Range(network: string, name: SpecialRange): V4Range {
  const low = v4Number(network);
  return [low, low + 2 ** (32 - Number(network.slice(network.indexOf('/') + 1))) - 1, name];
}
