import { parseAddress } from '../../domain/address';
import type { Blocked, BlockedRange } from '../../services/ports/firewallPort';

/** The tools spell a single address as parseAddress does, but for one of IPv4 within IPv6. */
const ODD = /[-/]|:.*\./;

/** "192.0.2.1", "192.0.2.0/24" or "192.0.2.1-192.0.2.9". What is no address does no harm. */
export function blockedOf(texts: readonly string[]): Blocked {
  const addresses = new Set<string>();
  const ranges: BlockedRange[] = [];
  for (const given of texts) {
    const text = withoutFullPrefix(given);
    const range = ODD.test(text) ? rangeOf(text) : null;
    range ? ranges.push(range) : addresses.add(text);
  }
  return { addresses, ranges };
}

function withoutFullPrefix(text: string): string {
  const suffix = text.includes(':') ? '/128' : '/32';
  return text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

function rangeOf(text: string): BlockedRange | null {
  const [from = '', to = from] = text.split('-');
  try {
    return { low: parseAddress(from, 'address', 'drop').low, high: parseAddress(to, 'address', 'drop').high };
  } catch {
    return null;
  }
}
