import type { JailState } from '../../contract/jailControl';
import type { Check } from '../../contract/queries';
import type { ActiveBan } from '../../domain/ban';
import type { Dump } from '../../domain/configuredJails';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import type { Jail } from '../../domain/jail';
import type { EventBus } from '../events/createEventBus';
import type { Reading } from '../shared/createSharedRead';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { FirewallPort } from '../ports/firewallPort';
import type { JailLogsPort, JournalPort } from '../ports/hostPorts';
import type { Logger } from '../ports/logger';
import type { ServerDatabasePort } from '../ports/serverDatabasePort';
import { createActionFailures } from './createActionFailures';
import { createAnsweringSince } from './createAnsweringSince';
import { createBlindness } from './createBlindness';
import type { CheckNotebook } from './createCheckNotes';
import { createEarlyEnds } from './createEarlyEnds';
import { createFirewallSample } from './createFirewallSample';
import { createJailMemory } from './createJailMemory';
import { createLasting } from './createLasting';
import { createSurge } from './createSurge';

/** A jail is listed a moment before its threads run. */
const STARTING_MS = 15_000;

interface JailChecksDeps {
  fail2ban: Pick<Fail2banPort, 'onConnectionLost' | 'databaseFile' | 'logLevel'>;
  jails: { read: () => Promise<Reading<Jail[]>> };
  states: () => Promise<ReadonlyArray<Pick<JailState, 'name' | 'state'>>>;
  activeBans: () => Promise<{ bans: readonly ActiveBan[] }>;
  archive: Pick<ArchivePort, 'history' | 'trend' | 'failureHours'>;
  logs: JailLogsPort;
  journal: JournalPort;
  database: Pick<ServerDatabasePort, 'readingPlaces'>;
  databaseFile: string | null;
  toHere: (path: string) => string;
  isFollowed: () => boolean;
  configured: () => Dump | null;
  /** Null: bans are not looked for in the firewall. */
  firewall: FirewallPort | null;
  notes: CheckNotebook;
  bus: EventBus;
  clock: Clock;
  logger: Logger;
}

const FIREWALL_UNSEEN = 'No action has failed. The firewall itself is not looked at: BANGUI_ENFORCE_CHECK is off.';

/** What the checks of jails know, and the checks themselves. */
export function createJailChecks({ fail2ban, jails, states, activeBans, archive, firewall, notes, configured, bus, clock, logger, ...own }: JailChecksDeps) {
  const memory = createJailMemory({ fail2ban, notes, configured: () => configured()?.jails ?? null, clock });
  const server = createAnsweringSince({ fail2ban, clock });
  const failures = createActionFailures({ notes, clock });
  const earlyEnds = createEarlyEnds({ archive, notes, clock });
  const surge = createSurge({ archive, notes, clock });
  const blindness = createBlindness({ fail2ban, archive, notes, configured, clock, ...own });
  const sample = firewall && createFirewallSample({ firewall, activeBans, clock });
  const notStarted = createLasting({ clock, ms: STARTING_MS });

  const stopHearing = bus.subscribe(({ event }) => {
    earlyEnds.hear(event);
    failures.hear(event).catch((error: unknown) => logger.error('check_failed', { check: 'not_enforced', error }));
  });

  async function listed(): Promise<Jail[]> {
    const { value, stale } = await jails.read();
    // A busy server's last answer says nothing of what it lists now.
    stale || (await memory.saw(value));
    return value;
  }

  async function enforced(): Promise<Finding[]> {
    const running = await listed();
    const blocking = new Set(running.filter(({ actions }) => actions.length > 0).map(({ name }) => name));
    const half = (await states()).filter(({ name, state }) => notStarted.holds(name, state === 'listed_not_started'));
    const bad = [
      ...half.map(({ name }) => wrong(name, 'not_started', 'fail2ban lists this jail, and runs no thread for it: it reads nothing and bans nobody. Its log tells what failed at the start.')),
      ...(await failures.findings()),
      ...((await sample?.findings(blocking)) ?? []),
    ];
    return running.map(({ name }) => bad.find(({ subject }) => subject === name) ?? fine(name, sample ? '' : FIREWALL_UNSEEN));
  }

  const checks: Record<Exclude<Check, 'down' | 'stuck' | 'archive' | 'half_blind' | 'recovery'>, () => Promise<Finding[]>> = {
    async jail_vanished() {
      await listed();
      return memory.vanished();
    },
    jail_blind: async () => blindness.findings(await listed()),
    not_enforced: enforced,
    ban_surge: async () => surge.findings((await listed()).map(({ name }) => name)),
    async mass_unban() {
      const running = new Map((await listed()).map(({ name, currentlyBanned }) => [name, currentlyBanned]));
      return earlyEnds.findings(running, server.since());
    },
  };

  return {
    checks,
    /** Why the firewall cannot be listed, or null; null in place of a promise when it is not looked at. */
    firewall: (): Promise<string | null> | null => sample && sample.unreadable(),
    /** Told whenever fail2ban has answered. */
    answered(): void {
      server.answered();
      listed().catch((error: unknown) => logger.debug('jails_unseen', { error }));
    },
    /** A person stops a jail through BanGUI. */
    stopped(jail: string): void {
      earlyEnds.stopped(jail);
      memory.forget(jail).catch((error: unknown) => logger.error('check_failed', { check: 'jail_vanished', error }));
    },
    /** An address, or another text that was banned, is to be known to nobody. */
    erased(text: string): void {
      earlyEnds.erased(text);
      sample?.erased(text);
      failures.erased(text).catch((error: unknown) => logger.error('check_failed', { check: 'not_enforced', error }));
    },
    async stop(): Promise<void> {
      stopHearing();
      memory.stop();
      server.stop();
      await notes.stop();
    },
  };
}

