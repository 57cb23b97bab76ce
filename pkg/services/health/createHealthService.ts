import type { FollowSummary, HistoryState } from '../../contract/history';
import type { HealthState, Status } from '../../contract/status';
import type { Limit } from '../../contract/surroundings';
import type { UnreachableReason } from '../../contract/errors';
import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import type { Jail } from '../../domain/jail';
import type { Reading } from '../shared/createSharedRead';
import { meansBusy } from '../shared/createSharedRead';
import type { JailService } from '../jails/createJailService';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';

const PROBE_LIMIT_MS = 10_000;
/** An answer later than this means busy. */
const BUSY_AFTER_MS = 2_000;
/** Busy for longer counts as down: nobody bans or unbans any more. */
const BUSY_IS_DOWN_SECONDS = 180;
const RETRY_MS = 1_000;
/** A restart breaks a connection or two; a server that breaks each for this long is as good as none. */
const LOST_IS_DOWN_MS = 1_500;
/** Who asks for the status never waits for longer than this. */
const TOTALS_PATIENCE_MS = 1_000;
const BUSY_MESSAGE = 'fail2ban is busy with a long command and answers late. What is shown is its last good answer.';

interface HealthServiceDeps {
  fail2ban: Fail2banPort;
  jails: JailService;
  clock: Clock;
  logger: Logger;
  intervalMs: number;
  sidecarVersion: string;
  /** Called when fail2ban went down, or lets nobody in: what was known about it is void. */
  onOffline: (state: 'offline' | 'forbidden') => void;
  /** Called each time fail2ban has answered a probe. */
  onAnswered?: () => void;
  /** What is switched off on this host. */
  limits?: () => Limit[];
  /** Where the archive learns of bans. */
  history?: () => HistoryState;
  follow?: () => FollowSummary;
}

interface Condition {
  state: HealthState;
  reason: UnreachableReason | null;
  message: string;
  version: string | null;
  since: number;
}

export type HealthService = ReturnType<typeof createHealthService>;

/** Watches whether fail2ban answers: at start, on a timer, and at once when its connection is lost. */
export function createHealthService({ fail2ban, jails, clock, logger, intervalMs, sidecarVersion, onOffline, onAnswered, limits = () => [], history, follow }: HealthServiceDeps) {
  let condition: Condition = { state: 'unknown', reason: null, message: 'Not yet probed.', version: null, since: epochSeconds(clock) };
  let checkedAt: number | null = null;
  let running: Promise<void> | null = null;
  let lostSince: number | null = null;
  let cancelNext = () => {};
  let stopped = false;

  function enter(next: Omit<Condition, 'since'>): void {
    const before = condition;
    const changed = before.state !== next.state || before.version !== next.version || before.reason !== next.reason;
    condition = { ...next, since: before.state === next.state ? before.since : epochSeconds(clock) };
    if (changed) {
      announce(next);
    }
    if (before.state !== next.state && (next.state === 'offline' || next.state === 'forbidden')) {
      onOffline(next.state);
    }
  }

  function announce({ state, reason, version }: Omit<Condition, 'since'>): void {
    if (state === 'online') {
      logger.info('fail2ban_came_online', { version });
    } else {
      logger.warn(state === 'busy' ? 'fail2ban_is_busy' : 'fail2ban_went_offline', { reason, running: fail2ban.running()?.command });
    }
  }

  function enterBusy(): void {
    enter({ state: 'busy', reason: 'refused_busy', message: BUSY_MESSAGE, version: condition.version });
  }

  async function probeOnce(): Promise<number> {
    const cancelBusy = clock.after(BUSY_AFTER_MS, enterBusy);
    try {
      await fail2ban.ping(PROBE_LIMIT_MS);
      const { version } = await fail2ban.capabilities();
      lostSince = null;
      enter({ state: 'online', reason: null, message: '', version });
      onAnswered?.();
      // Counters that fall tell of a restarted jail; between two looks of a person only this probe can see it.
      void jails.read().catch(() => {});
      return intervalMs;
    } catch (error) {
      lostSince = error instanceof Fail2banUnreachable && error.reason === 'connection_lost' ? (lostSince ?? clock.ticks()) : null;
      if (lostSince !== null && clock.ticks() - lostSince < LOST_IS_DOWN_MS) {
        return RETRY_MS / 5;
      }
      if (meansBusy(error)) {
        enterBusy();
      } else {
        enter(downBecauseOf(error));
      }
      return RETRY_MS;
    } finally {
      cancelBusy();
      checkedAt = epochSeconds(clock);
      logger.debug('health_check_complete', { state: condition.state });
    }
  }

  /** Probes at once; callers that come while a probe is under way share it. */
  function probe(): Promise<void> {
    if (stopped) {
      return Promise.resolve();
    }
    cancelNext();
    running ??= probeOnce().then((delayMs) => {
      running = null;
      cancelNext = stopped ? () => {} : clock.after(delayMs, () => void probe());
    });
    return running;
  }

  async function readInTime(): Promise<Reading<Jail[]> | null> {
    let cancel = () => {};
    const late = new Promise<null>((resolve) => {
      cancel = clock.after(TOTALS_PATIENCE_MS, () => resolve(null));
    });
    const read = jails.read().catch(() => {
      void probe();
      return null;
    });
    const reading = await Promise.race([read, late]).finally(() => cancel());
    return reading ?? jails.last();
  }

  async function totals(): Promise<Pick<Status, 'totals' | 'asOf'>> {
    if (condition.state !== 'online' && condition.state !== 'busy') {
      return { totals: null, asOf: null };
    }
    const reading = condition.state === 'busy' ? jails.last() : await readInTime();
    return reading ? { totals: sum(reading.value), asOf: reading.asOf } : { totals: null, asOf: null };
  }

  function up(now: number): Status['up'] {
    switch (condition.state) {
      case 'unknown':
        return null;
      case 'online':
        return 1;
      case 'busy':
        return now - condition.since > BUSY_IS_DOWN_SECONDS ? 0 : 1;
      default:
        return 0;
    }
  }

  const stopListening = fail2ban.onConnectionLost(() => void probe());

  return {
    start: probe,
    probe,
    /** From what is known; never waits for a fail2ban that does not answer. */
    async status(): Promise<Status> {
      const read = await totals();
      const { since, state, reason, message, version } = condition;
      return { state, up: up(epochSeconds(clock)), reason, message, since, checkedAt, version, sidecarVersion, ...read, limits: limits(), history: history?.(), follow: follow?.() };
    },
    stop(): void {
      stopped = true;
      cancelNext();
      stopListening();
    },
  };
}

function downBecauseOf(error: unknown): Omit<Condition, 'since'> {
  if (error instanceof Fail2banUnreachable) {
    return { state: error.reason === 'permission_denied' ? 'forbidden' : 'offline', reason: error.reason, message: error.message, version: null };
  }
  if (error instanceof BanguiError) {
    return { state: 'offline', reason: null, message: error.message, version: null };
  }
  throw error;
}

function sum(jails: readonly Jail[]): NonNullable<Status['totals']> {
  const total = { jails: jails.length, currentlyFailed: 0, totalFailed: 0, currentlyBanned: 0, totalBanned: 0 };
  for (const jail of jails) {
    total.currentlyFailed += jail.currentlyFailed;
    total.totalFailed += jail.totalFailed;
    total.currentlyBanned += jail.currentlyBanned;
    total.totalBanned += jail.totalBanned;
  }
  return total;
}
