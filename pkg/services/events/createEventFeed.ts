import { EVENT_KINDS, type EventKind } from '../../contract/queries';
import { liveEventOf, type LiveEvent } from '../../domain/liveEvent';
import type { EventBus } from './createEventBus';
import { createSubscription, type EndReason, type Subscription } from './createSubscription';
import { matches, type EventFilter } from './eventFilter';
import type { Clock } from '../ports/clock';
import type { Logger } from '../ports/logger';

/** Of each kind: many failures push no ban out. */
const MOST_REMEMBERED = 500;
const MOST_SUBSCRIBERS = 500;

interface EventFeedDeps {
  bus: Pick<EventBus, 'subscribe'>;
  /** Ban time of a jail that runs now, in seconds. */
  banTimeOf: (jail: string) => number | null;
  clock: Clock;
  logger: Logger;
}

export interface EventStream {
  /** The last events before it began, oldest first: nothing is missing between them and the first of `next`. */
  last: LiveEvent[];
  /** The next events, oldest first; null once it has ended. */
  next: Subscription['next'];
  ended: Promise<EndReason>;
  end(reason: EndReason): void;
}

export type EventFeed = ReturnType<typeof createEventFeed>;

/** What fail2ban's log tells, for whoever watches: one listener on the bus for all of them, and the last events for those who come later. */
export function createEventFeed({ bus, banTimeOf, clock, logger }: EventFeedDeps) {
  const run = clock.now().toString(36);
  const remembered = new Map<EventKind, Array<{ nr: number; event: LiveEvent }>>(EVENT_KINDS.map((kind) => [kind, []]));
  const subscribers = new Map<Subscription, EventFilter>();
  let count = 0;
  let full = false;
  let stopped = false;

  function remember(event: LiveEvent): void {
    const events = remembered.get(event.kind) ?? [];
    events.push({ nr: count, event });
    if (events.length > MOST_REMEMBERED) {
      events.shift();
    }
  }

  const stopListening = bus.subscribe(({ event: told, live }) => {
    count += 1;
    const event = liveEventOf(told, `${run}-${count}`, banTimeOf);
    remember(event);
    // What was written before the sidecar caught up is no news.
    if (live) {
      for (const [subscription, filter] of subscribers) {
        if (matches(filter, event)) {
          subscription.push(event);
        }
      }
    }
  });

  /** The last events that match, at most 500, oldest first; also those of before the sidecar caught up. */
  function last(filter: EventFilter): LiveEvent[] {
    const kinds = filter.kinds ?? EVENT_KINDS;
    const found = kinds.flatMap((kind) => (remembered.get(kind) ?? []).filter(({ event }) => matches(filter, event)));
    return found.sort((a, b) => a.nr - b.nr).slice(-MOST_REMEMBERED).map(({ event }) => event);
  }

  /** False when there are as many streams as there may be. Says so in the log, once until one of them ends. */
  function hasRoom(): boolean {
    const wasFull = full;
    full = subscribers.size >= MOST_SUBSCRIBERS;
    if (full && !wasFull) {
      logger.warn('streams_exhausted', { streams: subscribers.size });
    }
    return !full;
  }

  return {
    last,
    hasRoom,
    /** Null when there are too many already, or the sidecar stops. */
    subscribe(filter: EventFilter): EventStream | null {
      if (stopped || !hasRoom()) {
        return null;
      }
      const subscription = createSubscription({ clock, onEnd: () => void subscribers.delete(subscription) });
      subscribers.set(subscription, filter);
      return { last: last(filter), next: subscription.next, ended: subscription.ended, end: subscription.end };
    },
    /** Takes an address, or another text that was banned, out of what is remembered. */
    forget(address: string): void {
      for (const [kind, events] of remembered) {
        remembered.set(kind, events.filter(({ event }) => event.address !== address));
      }
    },
    stop(): void {
      stopped = true;
      stopListening();
      [...subscribers.keys()].forEach((subscription) => subscription.end('stopped'));
    },
  };
}
