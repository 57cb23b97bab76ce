import { parseAddress } from '../../domain/address';
import type { BlockedRange } from '../../services/ports/firewallPort';

/** "192.0.2.1", "192.0.2.0/24" or "192.0.2.1-192.0.2.9"; null for what is no address. Host bits of a network are passed over. */
export function rangeOf(text: string): BlockedRange | null {
  const [from = '', to = from] = text.split('-');
  try {
    return { low: parseAddress(from).low, high: parseAddress(to).high };
  } catch {
    return null;
  }
}

export function rangesOf(texts: readonly string[]): BlockedRange[] {
  return texts.map(rangeOf).filter((range) => range !== null);
}
