import { setImmediate } from 'node:timers/promises';
import { parseAddress } from '../../domain/address';
import { addressKey, firstKey, lastKey } from '../../domain/addressKey';
import type { Blocked, BlockedRange } from '../../services/ports/firewallPort';

/** The tools spell a single address as parseAddress does, but for one of IPv4 within IPv6. */
const MAPPED = /:.*\./;
/** So many are read before others have their turn. */
const SLICE = 5000;
const NETWORK = /^([^-/]+)\/(\d{1,3})$/;

/** "192.0.2.1", "192.0.2.0/24" or "192.0.2.1-192.0.2.9", a hundred thousand of them. What is no address does no harm. */
export async function blockedOf(texts: readonly string[]): Promise<Blocked> {
  const addresses = new Set<string>();
  const ranges: BlockedRange[] = [];
  for (const [index, given] of texts.entries()) {
    if (index % SLICE === SLICE - 1) {
      await setImmediate();
    }
    const text = withoutFullPrefix(given);
    const range = rangeOf(text);
    range ? ranges.push(range) : addresses.add(text);
  }
  return { addresses, ranges };
}

function withoutFullPrefix(text: string): string {
  const suffix = text.includes(':') ? '/128' : '/32';
  return text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

/** Null for a single address, and for what is none. */
function rangeOf(text: string): BlockedRange | null {
  if (MAPPED.test(text)) {
    return mapped(text);
  }
  if (text.includes('-')) {
    const [low, high] = text.split('-').map(addressKey);
    return low && high ? { low, high } : null;
  }
  const [, address, length] = text.includes('/') ? (NETWORK.exec(text) ?? []) : [];
  const key = address === undefined ? null : addressKey(address);
  const prefix = Number(length);
  return key === null || prefix > (key.length - 1) * 4 ? null : { low: firstKey(key, prefix), high: lastKey(firstKey(key, prefix), prefix) };
}

function mapped(text: string): BlockedRange | null {
  const [from = '', to = from] = text.split('-');
  try {
    return { low: parseAddress(from, 'address', 'drop').low, high: parseAddress(to, 'address', 'drop').high };
  } catch {
    return null;
  }
}
