import type { JailStream } from '../../pkg/domain/configStream';
import { createPathMap } from '../../pkg/domain/pathMap';
import { createLateWrites } from '../../pkg/services/archive/createLateWrites';
import { createAuditTrail } from '../../pkg/services/archive/createAuditTrail';
import { createActiveBanService } from '../../pkg/services/bans/createActiveBanService';
import { createEventBus } from '../../pkg/services/events/createEventBus';
import { createHealthService } from '../../pkg/services/health/createHealthService';
import { createJailService } from '../../pkg/services/jails/createJailService';
import { createJailStarter } from '../../pkg/services/jails/createJailStarter';
import { createJailStates } from '../../pkg/services/jails/createJailStates';
import type { ClientAnswer } from '../../pkg/services/ports/clientProgramPort';
import { createCrashRecovery } from '../../pkg/services/server/createCrashRecovery';
import { createGlobalConfig } from '../../pkg/services/server/createGlobalConfig';
import { createLiveParameters } from '../../pkg/services/server/createLiveParameters';
import { createRollback } from '../../pkg/services/server/createRollback';
import { createServerReload } from '../../pkg/services/server/createServerReload';
import { createServerRestart } from '../../pkg/services/server/createServerRestart';
import { createOperations } from '../../pkg/services/shared/createOperations';
import { createSharedRead } from '../../pkg/services/shared/createSharedRead';
import { createSingleChange } from '../../pkg/services/shared/createSingleChange';
import { createSurroundings } from '../../pkg/services/surroundings/createSurroundings';
import { createFakeArchive } from '../fakes/createFakeArchive';
import { createFakeClientProgram } from '../fakes/createFakeClientProgram';
import { createFakeConfigFiles } from '../fakes/createFakeConfigFiles';
import { createFakeConfigRevisions } from '../fakes/createFakeConfigRevisions';
import { createFakeFail2ban } from '../fakes/createFakeFail2ban';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { createFakeClock } from '../fakes/fakeClock';
import { createConfigServices } from './configServices';

export const ADMIN = { login: 'anna', role: 'Admin' as const, orgId: 1, via: 'grafana' as const };
const LOGS = ['/var/log/auth.log'];

export const streamOf = (name: string, banTime = 600): JailStream => ({ name, backend: 'polling', commands: [['set', name, 'bantime', banTime]] });

/** What a sidecar that ended has left behind. */
export interface Left {
  notes: string | null;
}

/** The services of the server over a fail2ban in memory with "sshd" and "nginx", and a configuration that also enables "new". */
export async function createServerServices({ left = { notes: null } }: { left?: Left } = {}) {
  const clock = createFakeClock();
  const { logger, records, events } = createRecordingLogger();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd', 'nginx'] });
  const fail2ban = fake.port;
  const jailsOf = (...names: string[]) => names.map((name) => ({ name, logFiles: LOGS, problem: null }));
  const dump = { database: fake.serverFiles.database, logTarget: fake.serverFiles.logTarget, jails: jailsOf('sshd', 'nginx', 'new') };
  const client = createFakeClientProgram({ dump, reload: (jail) => void (fake.jails.has(jail) || fake.load(jail)) });
  client.answers.stream = {
    server: [
      ['set', 'loglevel', 'INFO'],
      ['set', 'dbpurgeage', '1d'],
      ['set', 'dbmaxmatches', 10],
    ],
    jails: new Map(['sshd', 'nginx', 'new'].map((name) => [name, streamOf(name)])),
    problems: new Map(),
  };
  const { program } = client;
  const config = createFakeConfigFiles();
  const jails = createJailService({ fail2ban, clock });
  const activeBans = createActiveBanService({ fail2ban, jails, clock });
  const own = { files: { view: async () => 'readable' as const, tail: async () => null }, pathMap: createPathMap([]), logFile: null, databaseFile: null, timeZone: 'UTC' };
  const surroundings = createSurroundings({ ...own, fail2ban, program, clock, logger });
  const states = createJailStates({ fail2ban, jails, surroundings, threads: { names: async () => null }, bus: createEventBus({ logger }), tellsReloads: () => false, clock });
  const starter = createJailStarter({ fail2ban, program, surroundings, states, clock });
  const operations = createOperations({ clock });
  const single = createSingleChange();
  const late = createLateWrites({ clock, logger, what: 'audit', onFailure: () => {} });
  const audit = createAuditTrail({ archive: createFakeArchive().port, late, clock, logger, host: 'h' });
  const health = createHealthService({
    fail2ban,
    jails,
    clock,
    logger,
    intervalMs: 30_000,
    sidecarVersion: '1.2.3',
    onOffline: (state) => state === 'offline' && recovery.wentOffline(),
    onAnswered: () => recovery.answered(),
  });
  const notebook = { read: async () => left.notes, write: async (text: string) => void (left.notes = text) };
  const recovery = createCrashRecovery({ health, fail2ban, notebook, clock, logger });
  /** What the operator's command does. */
  const command: { argv: string | null; run: () => Promise<ClientAnswer> | ClientAnswer } = {
    argv: 'restart-it',
    run: () => {
      fake.circumstances.unreachable = null;
      fake.jails.clear();
      client.answers.stream?.jails.forEach((_jail, name) => fake.load(name));
      return { ok: true, words: '' };
    },
  };
  const restartProgram = {
    get command() {
      return command.argv;
    },
    run: async () => command.run(),
    close: () => {},
  };
  const restart = createServerRestart({ fail2ban, program, restartProgram, health, expectOutage: recovery.expectOutage, operations, single, audit, clock });
  const reload = createServerReload({ fail2ban, program, surroundings, starter, states, jails, activeBans, operations, single, audit });
  const revisions = createFakeConfigRevisions();
  const { changes } = createConfigServices({ fail2ban, program, folder: config, revisions: revisions.port, dump, clock, logger, single });
  const restored: number[] = [];
  const rollback = createRollback({ recovery, restart, putBack: async (revision) => void restored.push(revision), disable: changes.disable, assertWritable: () => {}, operations, single, audit });
  const configured = createSharedRead({ clock, load: () => program.stream(), ttlMs: 0, patienceMs: 1000 });
  const sidecar = async () => ({ version: '1.2.3', uptime: 1, residentBytes: 1, freeBytes: 1, archive: null, growth: null, limits: [], canRestart: restart.canRestart() });
  const global = createGlobalConfig({ fail2ban, configured, sidecar, assertWritable: () => {}, setServer: changes.setServer });
  const parameters = createLiveParameters({ fail2ban, jails, activeBans, onSet: reload.differs, clock });
  await recovery.start();
  await health.start();
  await clock.advance(0);

  return {
    clock,
    fake,
    client,
    config,
    health,
    recovery,
    restart,
    reload,
    rollback,
    global,
    parameters,
    operations,
    single,
    command,
    restored,
    revisions: revisions.revisions,
    records,
    events,
    left,
    /** fail2ban is gone, and its connection closed. */
    async crash(): Promise<void> {
      fake.circumstances.unreachable = 'stale_socket';
      fake.loseConnection();
      await clock.advance(0);
    },
    async comeBack(): Promise<void> {
      fake.circumstances.unreachable = null;
      await health.probe();
    },
  };
}
