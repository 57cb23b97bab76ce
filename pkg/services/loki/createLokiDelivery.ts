import type { Outgoing } from '../../domain/outgoing';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { LokiAnswer, LokiEntry, LokiPort } from '../ports/lokiPort';
import type { OutboxPort } from '../ports/outboxPort';
import { inRequests } from './inRequests';

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
type Refusal = Extract<LokiAnswer, { kind: 'refused' }>;

/** So many refusals with nothing taken, and nobody looks any further for a fault in the entries. */
const MOST_REFUSALS = 20;

/**
 * Brings entries to Loki and takes them out of the outbox. Of a request that is refused, the parts are sent again until the
 * faulty entries are found. These go once more under the present time, as Loki takes nothing that is too old for it or for its
 * stream; their own time is in the line. What is refused also then is skipped, but only if Loki took others beside it: as long
 * as it refuses everything, the fault may be its own. Throws LokiLater.
 */
export function createLokiDelivery({ outbox, loki, clock, toEntry, onSent, onSkipped }: LokiDeliveryDeps) {
  const toItem = (outgoing: Outgoing): Item => ({ outgoing, entry: toEntry(outgoing) });

  /** Null when Loki has taken them. */
  async function send(items: readonly Item[]): Promise<Refusal | null> {
    const answer = await loki.push(items.map(({ entry }) => entry));
    if (answer.kind === 'later') {
      throw new LokiLater(answer.reason, answer.retryAfterMs);
    }
    if (answer.kind === 'refused') {
      return answer;
    }
    await outbox.dropOutgoing(seqsOf(items));
    onSent(items.length);
    return null;
  }

  async function restamped(items: readonly Item[]): Promise<Item[]> {
    const stamp = epochSeconds(clock);
    await outbox.restampOutgoing(seqsOf(items), stamp);
    return items.map(({ outgoing }) => toItem({ ...outgoing, stamp }));
  }

  async function sendLastTime(item: Item, reason: string): Promise<void> {
    const refusal = item.outgoing.stamp === null ? await send(await restamped([item])) : { reason };
    if (refusal) {
      await outbox.dropOutgoing(seqsOf([item]));
      onSkipped(1, refusal.reason);
    }
  }

  return async function deliver(entries: readonly Outgoing[]): Promise<void> {
    // Loki judges what is too old by the newest of the stream.
    const untried = inRequests(entries).map((request) => request.map(toItem).sort((a, b) => compareTimes(a.entry.at, b.entry.at)));
    const parts: Item[][] = [];
    const faulty: Array<{ item: Item; reason: string }> = [];
    let takes = false;
    let refusals = 0;
    // Until it takes something, that is what is looked for.
    const next = () => (takes ? (parts.shift() ?? untried.shift()) : (untried.shift() ?? parts.shift()));
    for (let items = next(); items; items = next()) {
      const refusal = await send(items);
      if (refusal === null) {
        takes = true;
        continue;
      }
      const { streams, halves, late, single } = partsOf(items, refusal.oldest);
      (takes ? parts : untried).unshift(...streams);
      parts.unshift(...halves);
      if (late.length > 0) {
        // After the others of their stream, which would be too old beside them.
        parts.push(await restamped(late));
      }
      faulty.push(...single.map((item) => ({ item, reason: refusal.reason })));
      refusals += late.length > 0 ? 0 : 1;
      if (!takes && (refusals >= MOST_REFUSALS || untried.length + parts.length === 0)) {
        throw new LokiLater(refusal.reason, null);
      }
    }
    for (const { item, reason } of faulty) {
      await sendLastTime(item, reason);
    }
  };
}

/** How to go on with the entries of a refused request: in parts, under another time, or not. */
function partsOf(items: readonly Item[], oldest: number | null): Record<'streams' | 'halves', Item[][]> & Record<'late' | 'single', Item[]> {
  const nothing = { streams: [], halves: [], late: [], single: [] };
  const streams = byStream(items);
  if (streams.length > 1) {
    return { ...nothing, streams };
  }
  const isLate = ({ outgoing, entry }: Item) => outgoing.stamp === null && oldest !== null && Number(entry.at.slice(0, -9)) < oldest;
  const late = items.filter(isLate);
  if (late.length > 0) {
    const others = items.filter((item) => !isLate(item));
    return { ...nothing, late, halves: others.length > 0 ? [others] : [] };
  }
  const middle = Math.ceil(items.length / 2);
  return items.length > 1 ? { ...nothing, halves: [items.slice(0, middle), items.slice(middle)] } : { ...nothing, single: [...items] };
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
