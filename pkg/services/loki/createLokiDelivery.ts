import type { Outgoing } from '../../domain/outgoing';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { LokiEntry, LokiPort } from '../ports/lokiPort';
import type { OutboxPort } from '../ports/outboxPort';

/** Loki takes nothing for the time being. */
export class LokiLater extends Error {
  constructor(
    readonly reason: string,
    readonly retryAfterMs: number | null
  ) {
    super(reason);
    this.name = 'LokiLater';
  }
}

interface LokiDeliveryDeps {
  outbox: Pick<OutboxPort, 'restampOutgoing' | 'dropOutgoing'>;
  loki: Pick<LokiPort, 'push'>;
  clock: Clock;
  toEntry(outgoing: Outgoing): LokiEntry;
  onSent(count: number): void;
  onSkipped(count: number, reason: string): void;
}

type Item = { outgoing: Outgoing; entry: LokiEntry };

/**
 * Brings entries to Loki and takes them out of the outbox. Of a request that is refused, the parts are sent again until the
 * faulty entries are found. These go once more under the present time, as Loki takes nothing that is too old for it or for its
 * stream; their own time is in the line. What is refused also then is skipped. Throws LokiLater.
 */
export function createLokiDelivery({ outbox, loki, clock, toEntry, onSent, onSkipped }: LokiDeliveryDeps) {
  async function send(items: readonly Item[]): Promise<void> {
    const answer = await loki.push(items.map(({ entry }) => entry));
    if (answer.kind === 'later') {
      throw new LokiLater(answer.reason, answer.retryAfterMs);
    }
    if (answer.kind === 'taken') {
      await outbox.dropOutgoing(seqsOf(items));
      onSent(items.length);
      return;
    }
    const parts = partsOf(items, answer.oldest);
    if (parts.late.length > 0) {
      await outbox.restampOutgoing(seqsOf(parts.late), epochSeconds(clock));
    }
    if (parts.faulty.length > 0) {
      await outbox.dropOutgoing(seqsOf(parts.faulty));
      onSkipped(parts.faulty.length, answer.reason);
    }
    for (const part of parts.again) {
      await send(part);
    }
  }

  return async function deliver(entries: readonly Outgoing[]): Promise<void> {
    const items = entries.map((outgoing) => ({ outgoing, entry: toEntry(outgoing) }));
    // Loki judges what is too old by the newest of the stream.
    await send(items.sort((a, b) => compareTimes(a.entry.at, b.entry.at)));
  };
}

/** What to do with the entries of a refused request: go on with parts, send under another time, give up. */
function partsOf(items: readonly Item[], oldest: number | null): { again: Item[][]; late: readonly Item[]; faulty: readonly Item[] } {
  const streams = byStream(items);
  if (streams.length > 1) {
    return { again: streams, late: [], faulty: [] };
  }
  const late = items.filter(({ outgoing, entry }) => outgoing.stamp === null && oldest !== null && Number(entry.at.slice(0, -9)) < oldest);
  if (late.length > 0) {
    const others = items.filter((item) => !late.includes(item));
    return { again: others.length > 0 ? [others] : [], late, faulty: [] };
  }
  if (items.length > 1) {
    const middle = Math.ceil(items.length / 2);
    return { again: [items.slice(0, middle), items.slice(middle)], late: [], faulty: [] };
  }
  return items[0]?.outgoing.stamp === null ? { again: [], late: items, faulty: [] } : { again: [], late: [], faulty: items };
}

function byStream(items: readonly Item[]): Item[][] {
  const streams = new Map<string, Item[]>();
  for (const item of items) {
    const key = JSON.stringify(item.entry.labels);
    streams.set(key, [...(streams.get(key) ?? []), item]);
  }
  return [...streams.values()];
}

const seqsOf = (items: readonly Item[]): number[] => items.map(({ outgoing }) => outgoing.seq);

/** Texts of digits: a longer one is later. */
function compareTimes(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
