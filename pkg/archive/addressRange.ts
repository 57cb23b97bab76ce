import { parseAddress } from '../domain/address';
import { addressKey } from '../domain/addressKey';

/*
 * Keys of the archive are bytes: the family (4 or 6), the address, and one more with the prefix length for a network.
 * They sort as addressKey does; a network comes right after its own first address. What fail2ban bans need not be an
 * address (a jail may ban user names): such a key is a zero and the text.
 */

/** The key of what was banned, as text of hexadecimal digits. */
export function banKey(address: string): string {
  const single = addressKey(address);
  if (single !== null) {
    return `0${single}`;
  }
  const network = networkOf(address);
  return network ? `0${network.low}${byte(network.prefix)}` : `00${Buffer.from(address).toString('hex')}`;
}

/** The keys of everything that lies in an address or network: from `low` to `high`, networks with at least this prefix length. */
export function insideOf(address: string): { low: string; high: string; leastPrefix: string } {
  const network = networkOf(address);
  return network
    ? { low: `0${network.low}`, high: `0${network.high}ff`, leastPrefix: byte(network.prefix) }
    : { low: banKey(address), high: banKey(address), leastPrefix: '' };
}

/**
 * The keys of everything that has an address in common with those from `low` to `high` (keys of addressKey):
 * what begins in the range, and the networks that begin before and reach into it.
 */
export function touching({ low, high }: { low: string; high: string }): { low: string; high: string; covering: string[] } {
  const covering = networksAround(low).filter((key) => !key.startsWith(`0${low}`));
  return { low: `0${low}`, high: `0${high}ff`, covering };
}

/** The keys of all networks, /0 to /31 or /127, that hold the address of key `low`. */
export function networksAround(low: string): string[] {
  return Array.from({ length: (low.length - 1) * 4 }, (_, prefix) => `0${low.charAt(0)}${masked(low.slice(1), prefix)}${byte(prefix)}`);
}

function networkOf(text: string) {
  if (!text.includes('/')) {
    return null;
  }
  try {
    return parseAddress(text);
  } catch {
    return null;
  }
}

function masked(digits: string, prefix: number): string {
  const fixed = Math.floor(prefix / 4);
  const partial = Number.parseInt(digits.charAt(fixed), 16) & (0xf0 >> prefix % 4) & 0xf;
  return digits.slice(0, fixed) + partial.toString(16) + '0'.repeat(digits.length - fixed - 1);
}

const byte = (value: number): string => value.toString(16).padStart(2, '0');
