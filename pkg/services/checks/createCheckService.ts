import type { PendingRecovery } from '../../contract/configServer';
import type { Check } from '../../contract/queries';
import type { Status } from '../../contract/status';
import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import type { Finding } from '../../domain/finding';
import { fine } from '../../domain/finding';
import { createSharedRead } from '../shared/createSharedRead';
import type { CheckNotebook } from './createCheckNotes';
import { createSteadyEvidence } from './createSteadyEvidence';
import { judgeArchive } from './judgeArchive';
import type { ArchiveFacts } from './judgeArchive';
import { judgeDown } from './judgeDown';
import { judgeHalfBlind } from './judgeHalfBlind';
import type { HalfBlindFacts } from './judgeHalfBlind';
import { judgeRecovery } from './judgeRecovery';
import { judgeStuck } from './judgeStuck';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';

/** Rules ask every half minute, and some of them at the same moment. */
const GOOD_FOR_MS = 20_000;
const PATIENCE_MS = 15_000;
/** Grafana gives up after 30 s; the first answer has no older one to stand in for it. */
const LIMIT_MS = 25_000;
/** An older answer says nothing of now, while a check hangs. */
const OLDEST_SECONDS = 120;

interface CheckServiceDeps {
  fail2ban: Pick<Fail2banPort, 'logLevel' | 'unanswered'>;
  status: () => Promise<Status>;
  history: () => HalfBlindFacts['history'];
  follow: () => HalfBlindFacts['follow'];
  archive: () => Promise<ArchiveFacts>;
  /** The crash over an activation that nobody has dealt with yet. */
  recovery?: () => PendingRecovery | null;
  /** Log files of jails that do not answer. */
  hangingLogs: () => readonly string[];
  /** Why the firewall cannot be listed, or null; null in place of a promise when it is not looked at. */
  firewall: () => Promise<string | null> | null;
  /** The checks of jails: each answers with a row a jail, and throws what Fail2banPort and ArchivePort throw. */
  jails: Record<Exclude<Check, 'down' | 'stuck' | 'archive' | 'half_blind' | 'recovery'>, () => Promise<Finding[]>>;
  notes: Pick<CheckNotebook, 'read' | 'changed'>;
  clock: Clock;
  logger: Logger;
  /** 0 judges anew at every call. */
  cacheMs?: number;
}

/** These tell something of a fail2ban that does not answer. */
const ALWAYS: readonly Check[] = ['down', 'stuck', 'archive', 'recovery'];
/** These ask nobody: an outage that an older answer makes longer would fire after a restart. */
const AT_ONCE: readonly Check[] = ['down', 'stuck', 'recovery'];
/** These wait for the archive. */
const OF_ARCHIVE: readonly Check[] = ['archive', 'ban_surge', 'mass_unban'];

/**
 * What the alert rules watch: a row a subject, also when all is well, so that an alert ends. While fail2ban does not answer
 * nothing is known of its jails: FAIL2BAN_UNREACHABLE, on which a rule keeps its last state.
 */
export function createCheckService({ fail2ban, status, history, follow, archive, recovery = () => null, hangingLogs, firewall, jails, notes, clock, logger, cacheMs = GOOD_FOR_MS }: CheckServiceDeps) {
  const judges: Record<Check, () => Promise<Finding[]>> = {
    ...jails,
    down: async () => judgeDown(await status()),
    stuck: async () => judgeStuck({ status: await status(), unanswered: fail2ban.unanswered() }),
    archive: async () => judgeArchive(await archive()),
    half_blind: halfBlind,
    recovery: async () => judgeRecovery(recovery()),
  };

  async function halfBlind(): Promise<Finding[]> {
    const { state, message } = await status();
    const known = { history: history(), follow: follow(), hangingLogs: hangingLogs() };
    if (state === 'forbidden') {
      return judgeHalfBlind({ ...known, forbidden: message, logLevel: null, firewall: null });
    }
    const logLevel = await fail2ban.logLevel();
    const look = firewall();
    return judgeHalfBlind({ ...known, forbidden: null, logLevel, firewall: look && { unreadable: await look } });
  }

  async function assertAnswering(check: Check): Promise<void> {
    const { state, reason, message } = await status();
    if (state !== 'online' && !(state === 'forbidden' && check === 'half_blind')) {
      throw reason ? new Fail2banUnreachable(reason) : new BanguiError('FAIL2BAN_UNREACHABLE', message || 'fail2ban was not yet asked.', {});
    }
  }

  function shared(check: string, judge: () => Promise<Finding[]>) {
    const words = createSteadyEvidence({ check, notes });
    const ttlMs = (AT_ONCE as readonly string[]).includes(check) ? 0 : cacheMs;
    return { words, read: createSharedRead({ clock, load: async () => words.steady(await judge()), ttlMs, patienceMs: PATIENCE_MS }) };
  }
  const reads = new Map(Object.entries(judges).map(([check, judge]) => [check, shared(check, judge)]));

  function hangs(check: Check): BanguiError {
    const code = OF_ARCHIVE.includes(check) ? 'DATABASE_BUSY' : 'FAIL2BAN_TIMEOUT';
    return new BanguiError(code, `Check "${check}" does not come to an end: what it tells is unknown.`, { check });
  }

  /** While a check hangs its last answer serves for a while, and then nothing does: a rule is to see an error, not that all is well. */
  async function answerOf(check: Check): Promise<Finding[]> {
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => (cancel = clock.after(LIMIT_MS, () => reject(hangs(check)))));
    const answer = await Promise.race([reads.get(check)?.read.get(), late]).finally(() => cancel());
    if (answer?.stale && epochSeconds(clock) - answer.asOf > OLDEST_SECONDS) {
      throw hangs(check);
    }
    return answer?.value ?? [];
  }

  return {
    /** `jails` restricts what is about jails; one that is unknown has no row. */
    async check(check: Check, wanted?: readonly string[]): Promise<Finding[]> {
      if (!ALWAYS.includes(check)) {
        await assertAnswering(check);
      }
      const findings = await answerOf(check);
      const meant = check in jails && wanted ? findings.filter(({ subject }) => subject !== null && wanted.includes(subject)) : findings;
      return meant.length > 0 ? meant : [fine(null)];
    },
    /** An address, or another text that was banned, is to be known to nobody. */
    erased(text: string): void {
      for (const [check, { words, read }] of reads) {
        read.forget();
        words.erased(text).catch((error: unknown) => logger.error('check_failed', { check, error }));
      }
    },
  };
}
