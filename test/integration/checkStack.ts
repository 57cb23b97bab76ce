import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createArchive } from '../../pkg/archive/createArchive';
import type { Check } from '../../pkg/contract/queries';
import { createFilterProgram } from '../../pkg/fail2ban/clientProgram/createFilterProgram';
import { createFail2banClient } from '../../pkg/fail2ban/createFail2banClient';
import { createLogFollower } from '../../pkg/fail2ban/log/createLogFollower';
import { createServerDatabase } from '../../pkg/fail2ban/serverDatabase/createServerDatabase';
import { createJailLogs } from '../../pkg/host/createJailLogs';
import { createJournal } from '../../pkg/host/createJournal';
import { createNotebook } from '../../pkg/host/createNotebook';
import { createServerThreads } from '../../pkg/host/createServerThreads';
import { systemClock } from '../../pkg/host/systemClock';
import { createCheckNotes } from '../../pkg/services/checks/createCheckNotes';
import { createFilterTrials } from '../../pkg/services/checks/createFilterTrials';
import { createJailChecks } from '../../pkg/services/checks/createJailChecks';
import { createActiveBanService } from '../../pkg/services/bans/createActiveBanService';
import { createEventBus } from '../../pkg/services/events/createEventBus';
import { createFollowService } from '../../pkg/services/follow/createFollowService';
import { createJailService } from '../../pkg/services/jails/createJailService';
import { createJailStates } from '../../pkg/services/jails/createJailStates';
import type { Clock } from '../../pkg/services/ports/clock';
import type { FirewallPort } from '../../pkg/services/ports/firewallPort';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import type { PrivateFail2ban } from '../stack/privateFail2ban';

/** The checks of jails over a real fail2ban, real files and a real archive, on a clock that can be put forward. */
export async function createCheckStack(fail2ban: PrivateFail2ban, firewall: FirewallPort | null = null, toHere: (file: string) => string = (file) => file) {
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-checks-'));
  const { logger } = createRecordingLogger();
  let shiftMs = 0;
  const clock: Clock = { now: () => systemClock.now() + shiftMs, ticks: () => systemClock.ticks() + shiftMs, after: systemClock.after };
  const client = createFail2banClient({ socketPath: fail2ban.socketPath, clock: systemClock, logger });
  const archive = createArchive({ file: path.join(dir, 'archive.sqlite'), clock: systemClock, logger });
  const database = createServerDatabase();
  const jails = createJailService({ fail2ban: client, clock, cacheMs: 0 });
  const activeBans = createActiveBanService({ fail2ban: client, jails, clock, cacheMs: 0 });
  const bus = createEventBus({ logger });
  const follow = createFollowService({
    follower: createLogFollower({ clock: systemClock, logger }),
    fail2ban: client,
    archive,
    logFile: null,
    toHere,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    banTimeOf: () => 600,
    learnBanTimes: async () => {},
    bus,
    onBansLogged: () => {},
    onFailure: () => {},
    logger,
  });
  const notes = createCheckNotes({ notebook: createNotebook({ file: path.join(dir, 'notes.json') }), clock: systemClock, logger });
  const logs = createJailLogs({ pidFile: fail2ban.pidPath });
  const program = createFilterProgram({ argv: [fail2ban.regexCommand], folder: dir, toFail2ban: toHere });
  const trials = createFilterTrials({ fail2ban: client, program, logs, archive, notes, toHere, clock, logger });
  const states = createJailStates({ fail2ban: client, jails, surroundings: { configured: () => null }, threads: createServerThreads({ pidFile: fail2ban.pidPath }), bus, tellsReloads: () => follow.tells(), clock });
  const checks = createJailChecks({
    fail2ban: client,
    jails,
    states: async () => (await states.list()).states,
    activeBans: activeBans.all,
    archive,
    logs,
    journal: createJournal(),
    database,
    databaseFile: null,
    toHere,
    isFollowed: () => follow.tells(),
    configured: () => null,
    firewall,
    notes,
    bus,
    clock,
    logger,
  });
  await follow.answered();

  return {
    archive,
    client,
    clock,
    database,
    trials,
    bus,
    dir,
    stopped: checks.stopped,
    answered: checks.answered,
    erased: checks.erased,
    follow,
    /** Seconds. */
    putForward: (seconds: number) => void (shiftMs += seconds * 1000),
    async problems(check: keyof typeof checks.checks & Check): Promise<Record<string, string | null>> {
      return Object.fromEntries((await checks.checks[check]()).map(({ subject, problem }) => [subject ?? '', problem]));
    },
    findings: (check: keyof typeof checks.checks & Check) => checks.checks[check](),
    async dispose() {
      trials.stop();
      await follow.stop();
      await checks.stop();
      states.stop();
      activeBans.stop();
      jails.stop();
      await client.close();
      await Promise.all([database.close(), archive.close()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
