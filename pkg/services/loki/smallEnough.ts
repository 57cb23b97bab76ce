import type { Outgoing } from '../../domain/outgoing';

/**
 * Loki knows a line again while it is in the block that it writes, of 256 KiB unless it is told otherwise:
 * what is sent at once, and may be sent again, is well below that.
 */
const MOST_CHARACTERS = 100_000;

/** The first of the entries that go into one request, at least one. */
export function smallEnough(entries: readonly Outgoing[]): Outgoing[] {
  let characters = 0;
  const tooMany = entries.findIndex(({ event }, index) => {
    characters += JSON.stringify(event).length;
    return index > 0 && characters > MOST_CHARACTERS;
  });
  return entries.slice(0, tooMany === -1 ? entries.length : tooMany);
}
