import type { Outgoing } from '../../domain/outgoing';

/**
 * Loki knows a line again while it is in the block that it writes, of 256 KiB unless it is told otherwise:
 * what is sent at once, and may be sent again, is well below that.
 */
const MOST_CHARACTERS = 100_000;

/** The same entries in the same order, as many in one request as go into it, at least one. */
export function inRequests(entries: readonly Outgoing[]): Outgoing[][] {
  const requests: Outgoing[][] = [];
  let characters = 0;
  for (const entry of entries) {
    const { length } = JSON.stringify(entry.event);
    const request = requests.at(-1);
    characters += length;
    if (request && characters <= MOST_CHARACTERS) {
      request.push(entry);
    } else {
      requests.push([entry]);
      characters = length;
    }
  }
  return requests;
}
