import { BanguiError } from '../../domain/errors';
import type { Outgoing } from '../../domain/outgoing';
import { createLokiDelivery, LokiLater } from './createLokiDelivery';
import { toLokiEntry } from './toLokiEntry';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Logger } from '../ports/logger';
import type { LokiPort } from '../ports/lokiPort';
import type { OutboxPort } from '../ports/outboxPort';

/** fail2ban's database tells failures and the exact start of a ban up to 10 s after the log has told of it. */
const HOLD_SECONDS = 12;
const AT_ONCE = 500;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const LAST_WORDS_MS = 5000;

interface LokiShippingDeps {
  outbox: OutboxPort;
  loki: LokiPort;
  clock: Clock;
  logger: Logger;
  host: string;
  /** The operator's own labels. */
  labels: Readonly<Record<string, string>>;
  holdSeconds?: number;
}

export interface LokiShippingState {
  /** How many entries wait for Loki, as of the last look. */
  waiting: number;
  /** UTC epoch seconds; null before the first. */
  lastSentAt: number | null;
  /** Why Loki does not take them; null while it does. */
  problem: string | null;
  /** Since the start of the sidecar; `skipped` were refused by Loki for their content. */
  sent: number;
  skipped: number;
}

export type LokiShipping = ReturnType<typeof createLokiShipping>;

/** Sends what happens to Loki: at least once, and what is sent again is the same. An entry leaves the outbox when Loki has it. */
export function createLokiShipping({ outbox, loki, clock, logger, host, labels, holdSeconds = HOLD_SECONDS }: LokiShippingDeps) {
  const state: LokiShippingState = { waiting: 0, lastSentAt: null, problem: null, sent: 0, skipped: 0 };
  let skipReason = '';
  const deliver = createLokiDelivery({
    outbox,
    loki,
    clock,
    toEntry: (outgoing) => toLokiEntry(outgoing, { host, labels }),
    onSent(count) {
      state.sent += count;
      state.lastSentAt = epochSeconds(clock);
    },
    onSkipped(count, reason) {
      state.skipped += count;
      skipReason = reason;
    },
  });
  let pauseMs = FIRST_PAUSE_MS;
  let notBefore = Number.NEGATIVE_INFINITY;
  let failure: Error | null = null;
  let flight: Promise<void> | null = null;
  let stopping = false;

  /** Loki is away, or the archive: whichever, nobody asks again at once. */
  function noteFailure(error: unknown): Error {
    notBefore = clock.ticks() + Math.max(pauseMs, error instanceof LokiLater ? (error.retryAfterMs ?? 0) : 0);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    if (!(error instanceof LokiLater)) {
      return error instanceof Error ? error : new Error(String(error));
    }
    const { reason } = error;
    if (state.problem === null) {
      logger.warn('loki_failed', { reason, waiting: state.waiting });
    }
    state.problem = reason;
    return new BanguiError('INTERNAL', `Loki does not take the events: ${reason}.`);
  }

  function noteSuccess(): void {
    if (state.problem !== null) {
      logger.info('loki_restored', { waiting: state.waiting });
    }
    state.problem = null;
    pauseMs = FIRST_PAUSE_MS;
    notBefore = Number.NEGATIVE_INFINITY;
  }

  /** One record for all that is lost of them. */
  async function deliverAndTell(entries: readonly Outgoing[]): Promise<void> {
    const before = state.skipped;
    try {
      await deliver(entries);
      noteSuccess();
    } finally {
      if (state.skipped > before) {
        logger.warn('loki_entries_skipped', { skipped: state.skipped - before, reason: skipReason });
      }
    }
  }

  /** Asked for anew before each attempt: what was erased in the meantime is not sent. */
  async function drain(hold: number, goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const { entries, waiting } = await outbox.takeOutgoing(AT_ONCE, hold);
      state.waiting = waiting;
      if (entries.length === 0) {
        return;
      }
      await deliverAndTell(entries);
      state.waiting = Math.max(0, waiting - entries.length);
    }
  }

  async function drainOrRest(): Promise<void> {
    try {
      await drain(holdSeconds, () => !stopping);
    } catch (error) {
      failure = noteFailure(error);
      throw failure;
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    const end = clock.ticks() + LAST_WORDS_MS;
    const cancel = clock.after(LAST_WORDS_MS, loki.close);
    await flight?.catch(() => {});
    // What does not go now waits for the next start.
    await drain(0, () => state.problem === null && clock.ticks() < end).catch(() => {});
    cancel();
    loki.close();
  }

  return {
    /** Sends all that waits, or joins who does. Rejects when Loki or the archive fails; for a while after that neither is asked. */
    ship(): Promise<void> {
      if (!stopping && flight === null && clock.ticks() < notBefore) {
        return Promise.reject(failure);
      }
      flight ??= drainOrRest().finally(() => (flight = null));
      return flight;
    },
    state: (): LokiShippingState => ({ ...state }),
    /** Sends what still waits, for five seconds at most. */
    stop,
  };
}
