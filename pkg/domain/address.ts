import ipaddr from 'ipaddr.js';
import { addressKey, lastKey } from './addressKey';
import { invalidInput } from './errors';

/** A single address or a network in the one spelling that fail2ban and BanGUI agree on. */
export interface Address {
  /** "192.0.2.7", "2001:db8::7", "192.0.2.0/24": lower case, compressed, /32 and /128 dropped, v4-mapped as v4. */
  text: string;
  family: 4 | 6;
  /** Prefix length; 32 or 128 for a single address. */
  prefix: number;
  isNetwork: boolean;
  /** First and last address as sortable keys: see addressKey. */
  low: string;
  high: string;
}

const WIDTH = { 4: 32, 6: 128 } as const;
const SHAPE = /^([0-9a-fA-F:.]{2,45})(?:\/(0|[1-9]\d{0,2}))?$/;

/**
 * Reads an address or a network as a person types it.
 * Throws INVALID_INPUT for host names, zones, leading zeros, white space and, unless they are to be dropped, host bits behind the prefix.
 */
export function parseAddress(input: string, field = 'address', hostBits: 'refuse' | 'drop' = 'refuse'): Address {
  const shape = SHAPE.exec(input);
  const ip = shape?.[1] === undefined ? null : parseSingle(shape[1]);
  if (!shape || !ip) {
    throw invalidInput(field, `${quoted(input)} is not an IP address or network.`);
  }
  const mapped = shape[1]?.includes(':') === true && ip.kind() === 'ipv4';
  const family = ip.kind() === 'ipv4' ? 4 : 6;
  const width = WIDTH[family];
  const prefix = shape[2] === undefined ? width : Number(shape[2]) - (mapped ? 96 : 0);
  if (prefix < 0 || prefix > width) {
    throw invalidInput(field, `${quoted(input)} has a prefix length that does not fit its address.`);
  }
  return build(input, field, textOf(ip), family, prefix, hostBits);
}

function build(input: string, field: string, text: string, family: 4 | 6, prefix: number, hostBits: 'refuse' | 'drop'): Address {
  const own = addressKey(text);
  const isNetwork = prefix < WIDTH[family];
  const network = isNetwork ? networkOf(text, family, prefix) : text;
  const low = addressKey(network);
  if (own === null || low === null) {
    throw invalidInput(field, `${quoted(input)} is not an IP address or network.`);
  }
  if (own !== low && hostBits === 'refuse') {
    throw invalidInput(field, `${quoted(input)} has bits behind its prefix. Did you mean ${network}/${prefix} or ${text}?`);
  }
  return { text: isNetwork ? `${network}/${prefix}` : text, family, prefix, isNetwork, low, high: lastKey(low, prefix) };
}

function parseSingle(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (!text.includes(':')) {
    return ipaddr.IPv4.isValidFourPartDecimal(text) && !/(^|\.)0\d/.test(text) ? ipaddr.IPv4.parse(text) : null;
  }
  // ipaddr.js reads the long deprecated form ::192.0.2.7 as the mapped ::ffff:192.0.2.7, and leading zeros as if there were none.
  if (!ipaddr.IPv6.isValid(text) || /^::\d+\./.test(text) || /[.:]0\d+\.|\.0\d+$/.test(text)) {
    return null;
  }
  const ip = ipaddr.IPv6.parse(text);
  return ip.isIPv4MappedAddress() ? ip.toIPv4Address() : ip;
}

function textOf(ip: ipaddr.IPv4 | ipaddr.IPv6): string {
  return ip instanceof ipaddr.IPv6 ? ip.toRFC5952String() : ip.toString();
}

function networkOf(text: string, family: 4 | 6, prefix: number): string {
  const cidr = `${text}/${prefix}`;
  return textOf(family === 4 ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr));
}

/** True when every address of `inner` is one of `outer`. */
export function covers(outer: Address, inner: Address): boolean {
  return outer.low <= inner.low && inner.high <= outer.high;
}

/** False for what no one on the internet has: private, loopback, documentation and other reserved ranges, and text that is no address. */
export function isPublic(text: string): boolean {
  return parseSingle(text)?.range() === 'unicast';
}

/** Bad input is repeated to its author in one short printable line. */
function quoted(input: string): string {
  const printable = JSON.stringify(input);
  return printable.length > 80 ? `${printable.slice(0, 77)}…"` : printable;
}
