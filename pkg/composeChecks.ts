import path from 'node:path';
import type { PendingRecovery } from './contract/configServer';
import type { PathMap } from './domain/pathMap';
import { createFilterProgram } from './fail2ban/clientProgram/createFilterProgram';
import type { Fail2banClient } from './fail2ban/createFail2banClient';
import { createDiskSpace } from './host/createDiskSpace';
import { createJailLogs } from './host/createJailLogs';
import { createJournal } from './host/createJournal';
import { createNotebook } from './host/createNotebook';
import { createFirewall } from './host/firewall/createFirewall';
import type { ActiveBanService } from './services/bans/createActiveBanService';
import { createCheckNotes } from './services/checks/createCheckNotes';
import { createCheckService } from './services/checks/createCheckService';
import { createFilterTrials } from './services/checks/createFilterTrials';
import { createJailChecks } from './services/checks/createJailChecks';
import { createLimitedLogs } from './services/checks/createLimitedLogs';
import type { EventBus } from './services/events/createEventBus';
import type { createFollowService } from './services/follow/createFollowService';
import type { HealthService } from './services/health/createHealthService';
import type { HistorySync } from './services/history/createHistorySync';
import type { JailService } from './services/jails/createJailService';
import type { JailStates } from './services/jails/createJailStates';
import type { ArchivePort } from './services/ports/archivePort';
import type { Clock } from './services/ports/clock';
import type { Logger } from './services/ports/logger';
import type { ServerDatabasePort } from './services/ports/serverDatabasePort';
import type { Surroundings } from './services/surroundings/createSurroundings';
import type { Settings } from './settings/settings';

interface ChecksParts {
  settings: Settings;
  fail2ban: Fail2banClient;
  jails: JailService;
  jailStates: JailStates;
  activeBans: ActiveBanService;
  archive: ArchivePort;
  serverDatabase: ServerDatabasePort;
  surroundings: Surroundings;
  historySync: HistorySync;
  follow: ReturnType<typeof createFollowService>;
  health: HealthService;
  recovery: () => PendingRecovery | null;
  /** How many writes the archive has not taken yet. */
  lateWrites: () => number;
  pathMap: PathMap;
  pidFile: string;
  bus: EventBus;
  clock: Clock;
  logger: Logger;
  cacheMs?: number;
}

/** What the alert rules ask, put together: a part of the composition root. */
export function composeChecks({ settings, fail2ban, jails, activeBans, archive, pathMap, bus, clock, logger, ...parts }: ChecksParts) {
  const { jailStates, historySync, follow, health, recovery, surroundings, serverDatabase, lateWrites, pidFile, cacheMs } = parts;
  const toHere = (file: string) => pathMap.toHere(file);
  const notes = createCheckNotes({ notebook: createNotebook({ file: path.join(settings.stateDir, 'check-notes.json') }), clock, logger });
  const logs = createLimitedLogs({ logs: createJailLogs({ pidFile }), clock });
  const filterTrials = createFilterTrials({
    fail2ban,
    program: createFilterProgram({ argv: settings.fail2ban.regex, folder: settings.stateDir, toFail2ban: (file) => pathMap.toFail2ban(file) }),
    logs,
    archive,
    notes,
    toHere,
    clock,
    logger,
  });
  const stopHearing = bus.subscribe(({ event, live }) => void (live && filterTrials.hear(event)));
  const jailChecks = createJailChecks({
    fail2ban,
    jails,
    states: async () => (await jailStates.list()).states,
    activeBans: activeBans.all,
    archive,
    logs,
    journal: createJournal(),
    database: serverDatabase,
    databaseFile: settings.fail2ban.database,
    toHere,
    isFollowed: () => follow.tells(),
    configured: surroundings.configured,
    firewall: settings.enforceCheck && createFirewall({ tool: settings.enforceCheck }),
    notes,
    bus,
    clock,
    logger,
  });
  const disk = createDiskSpace({ folder: settings.stateDir });
  const checks = createCheckService({
    fail2ban,
    status: health.status,
    history: historySync.state,
    follow: follow.state,
    recovery,
    archive: async () => ({ problem: historySync.archiveProblem(), waiting: lateWrites(), disk: await disk.space() }),
    hangingLogs: logs.hanging,
    firewall: jailChecks.firewall,
    jails: jailChecks.checks,
    notes,
    clock,
    logger,
    cacheMs,
  });

  return {
    check: checks.check,
    /** For the table of jobs. */
    filterTrials,
    start: filterTrials.start,
    /** fail2ban has answered a probe. */
    answered: jailChecks.answered,
    /** A person has stopped this jail. */
    stopped: jailChecks.stopped,
    /** An address, or another text that was banned, is to be known to nobody. */
    erased(text: string): void {
      jailChecks.erased(text);
      checks.erased(text);
    },
    /** Starts no further trial. */
    stopTrials(): void {
      stopHearing();
      filterTrials.stop();
    },
    /** Writes down what is to be remembered. */
    stop: jailChecks.stop,
  };
}
