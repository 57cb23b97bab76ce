import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { Logger } from '../ports/logger';

/** What the log of fail2ban told. `live` is false for what was written before the sidecar caught up. */
export interface Told {
  event: Fail2banEvent;
  live: boolean;
}

export type EventBus = ReturnType<typeof createEventBus>;

/** Hands what fail2ban's log tells to whoever listens in this process, in order, and once the archive has it. */
export function createEventBus({ logger }: { logger: Logger }) {
  const listeners = new Set<(told: Told) => void>();
  return {
    /** A listener that throws keeps nobody else from hearing. */
    publish(told: Told): void {
      for (const listener of listeners) {
        try {
          listener(told);
        } catch (error) {
          logger.error('event_listener_failed', { kind: told.event.kind, error });
        }
      }
    },
    /** Returns the way to stop listening. */
    subscribe(listener: (told: Told) => void): () => void {
      const own = (told: Told) => listener(told);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
