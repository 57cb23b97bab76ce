import path from 'node:path';
import { createArchive } from './archive/createArchive';
import { isOpenToOthers } from './archive/databaseFile';
import { acquireInstanceLock } from './archive/instanceLock';
import { createClientProgram } from './fail2ban/clientProgram/createClientProgram';
import { createFail2banClient } from './fail2ban/createFail2banClient';
import { createLogFollower } from './fail2ban/log/createLogFollower';
import { createLogReader } from './fail2ban/log/createLogReader';
import { createServerDatabase } from './fail2ban/serverDatabase/createServerDatabase';
import { createGeoDatabases } from './geo/createGeoDatabases';
import { createHttpGeoProvider } from './geo/createHttpGeoProvider';
import { freeDatabase } from './geo/freeDatabase';
import { createPluginServer } from './grafana/createPluginServer';
import { composeChecks } from './composeChecks';
import { composeConfig } from './composeConfig';
import { composeServer } from './composeServer';
import { composeLab } from './composeLab';
import { createPathMap } from './domain/pathMap';
import { createHostFiles } from './host/createHostFiles';
import { createHostNetwork } from './host/createHostNetwork';
import { createOwnProcess } from './host/createOwnProcess';
import { createReverseDns } from './host/createReverseDns';
import { createServerThreads } from './host/createServerThreads';
import { createTrialLog } from './host/createTrialLog';
import { systemClock } from './host/systemClock';
import { createDispatch } from './http/createDispatch';
import { createHttpApp } from './http/createHttpApp';
import { createHttpServer } from './http/createHttpServer';
import { createShares } from './http/createShares';
import { allRoutes } from './http/routes/allRoutes';
import { createJobs } from './jobs/createJobs';
import { HISTORY_SYNC_SECONDS, jobTable } from './jobs/jobTable';
import { createMetrics } from './metrics/createMetrics';
import { createLokiClient } from './loki/createLokiClient';
import { createActiveBanService } from './services/bans/createActiveBanService';
import { createAddressService } from './services/addresses/createAddressService';
import { createConfigMoments } from './services/config/createConfigMoments';
import { createAggregateService } from './services/history/createAggregateService';
import { createAuditTrail } from './services/archive/createAuditTrail';
import { createBanGuard } from './services/bans/createBanGuard';
import { createBanRecorder } from './services/bans/createBanRecorder';
import { createBanService } from './services/bans/createBanService';
import { createBanTimes } from './services/bans/createBanTimes';
import { createEventBus } from './services/events/createEventBus';
import { createEventFeed } from './services/events/createEventFeed';
import { createExportService } from './services/history/createExportService';
import { createFollowService } from './services/follow/createFollowService';
import { createGeoService } from './services/geo/createGeoService';
import { createHealthService } from './services/health/createHealthService';
import { createHistoryService } from './services/history/createHistoryService';
import { createHistorySync } from './services/history/createHistorySync';
import { createJailControl } from './services/jails/createJailControl';
import { createJailService } from './services/jails/createJailService';
import { createJailStates } from './services/jails/createJailStates';
import { createLateWrites } from './services/archive/createLateWrites';
import { createLokiShipping } from './services/loki/createLokiShipping';
import { createLifeService } from './services/history/createLifeService';
import { createLogService } from './services/follow/createLogService';
import { createMaintenance } from './services/archive/createMaintenance';
import { createOperations } from './services/shared/createOperations';
import { createSingleChange } from './services/shared/createSingleChange';
import { createPlacingArchive } from './services/archive/createPlacingArchive';
import { createSidecarFigures } from './services/health/createSidecarFigures';
import { createSurroundings } from './services/surroundings/createSurroundings';
import { createJailStarter } from './services/jails/createJailStarter';
import { createNotedStarter } from './services/server/createNotedStarter';
import type { HostNetworkPort } from './services/ports/hostNetwork';
import type { Logger } from './services/ports/logger';
import { groupId } from './settings/groupId';
import { lokiLogin } from './settings/lokiLogin';
import { naming } from './settings/naming';
import type { Settings } from './settings/settings';
import { loadTokens } from './settings/tokens';
import { SIDECAR_VERSION } from './version';

export interface Sidecar {
  http: { host: string; port: number };
  /** Takes no new work, ends what is under way, and gives everything back. */
  stop(): Promise<void>;
}

/** What the machine gives; tests bring a network of their own. */
export interface Surroundings {
  network: HostNetworkPort;
  /** How long what was read of fail2ban is good; the services know best. Benchmarks of fresh reads set 0. */
  cacheMs?: number;
}

/** The composition root: settings → infrastructure → services → transports, and the way back down. */
export async function startSidecar(
  settings: Settings,
  logger: Logger,
  { network, cacheMs }: Surroundings = { network: createHostNetwork({ sshPorts: settings.sshPorts }) }
): Promise<Sidecar> {
  const clock = systemClock;
  const lock = await naming('BANGUI_STATE_DIR', () => acquireInstanceLock(settings.stateDir));
  let ready = false;

  const pluginGroupId = groupId(settings.pluginSocketGroup);
  if (pluginGroupId === null) {
    logger.warn('plugin_socket_group_unknown', { group: settings.pluginSocketGroup, remedy: 'Only root can open the plugin socket. Set BANGUI_PLUGIN_SOCKET_GROUP.' });
  }
  if (await naming('BANGUI_STATE_DIR', () => isOpenToOthers(settings.stateDir))) {
    logger.warn('state_dir_open', { state_dir: settings.stateDir, remedy: 'Anybody on this host may enter it. Take that away: chmod o-rwx.' });
  }
  const tokens = await naming('BANGUI_STATE_DIR', () => loadTokens(settings));
  const lokiSettings = settings.loki;
  const loki = lokiSettings && createLokiClient({ ...lokiSettings, login: await naming('BANGUI_LOKI_PASSWORD_FILE', () => lokiLogin(lokiSettings)) });
  const sqlite = createArchive({ file: path.join(settings.stateDir, 'archive.sqlite'), clock, logger, ships: loki !== null, onProblem: (problem) => historySync.noteArchive(problem) });
  const { city, asn, country, providerUrl, providerPerMinute } = settings.geo;
  const geoDatabases = createGeoDatabases({ files: { city_mmdb: city, asn_mmdb: asn, country_mmdb: country, free_country: freeDatabase() }, clock, logger });
  const provider = providerUrl === null ? null : createHttpGeoProvider({ url: providerUrl, requestsPerMinute: providerPerMinute, clock, logger });
  const geo = createGeoService({ geo: geoDatabases, provider, archive: sqlite, clock, logger });
  const archive = createPlacingArchive(sqlite, geo.facts);
  const maintenance = createMaintenance({ archive, ...settings.keep, clock, logger });
  const pathMap = createPathMap(settings.fail2ban.pathMap);
  const trialLog = createTrialLog({ folder: settings.stateDir, toFail2ban: (file) => pathMap.toFail2ban(file) });
  const fail2ban = createFail2banClient({ socketPath: settings.fail2ban.socket, timeZone: settings.fail2ban.timeZone, clock, logger, onTrouble: (trouble) => metrics.count.trouble(trouble), trialLog });

  const onSlow = () => void health.probe();
  const jails = createJailService({ fail2ban, clock, cacheMs, onSlow, onBansChanged: () => historySync.requestSync() });
  const activeBans = createActiveBanService({ fail2ban, jails, clock, cacheMs, onSlow });
  const banTimes = createBanTimes({ jails, archive, clock });
  const banTimeOf = banTimes.of;
  const serverDatabase = createServerDatabase();
  const historySync = createHistorySync({
    fail2ban,
    database: serverDatabase,
    databaseFile: settings.fail2ban.database,
    toHere: (file) => pathMap.toHere(file),
    archive,
    activeBans: activeBans.all,
    isListed: (jail) => jails.last()?.value.some(({ name }) => name === jail) ?? true,
    restarts: jails.restarts,
    isFollowed: () => follow.tells(),
    banTimeOf,
    clock,
    logger,
    intervalMs: HISTORY_SYNC_SECONDS * 1000,
    isArchiveBehind: () => lateWrites() > 0,
  });
  const bus = createEventBus({ logger });
  const eventFeed = createEventFeed({ bus, banTimeOf, clock, logger });
  const follow = createFollowService({
    follower: createLogFollower({ clock, logger }),
    fail2ban,
    archive,
    logFile: settings.fail2ban.log,
    toHere: (file) => pathMap.toHere(file),
    timeZone: settings.fail2ban.timeZone,
    banTimeOf,
    learnBanTimes: banTimes.learn,
    bus,
    onBansLogged(prolonged) {
      historySync.requestSync();
      if (prolonged.length > 0) {
        activeBans.invalidate(prolonged);
      }
    },
    onFailure: historySync.noteRefusal,
    logger,
  });
  const program = createClientProgram({
    argv: settings.fail2ban.client,
    configDir: pathMap.toFail2ban(settings.fail2ban.configDir),
    socketPath: pathMap.toFail2ban(settings.fail2ban.socket),
  });
  const surroundings = createSurroundings({
    fail2ban,
    program,
    files: createHostFiles(),
    pathMap,
    logFile: settings.fail2ban.log,
    databaseFile: settings.fail2ban.database,
    timeZone: settings.fail2ban.timeZone,
    clock,
    logger,
  });
  const health = createHealthService({
    fail2ban,
    jails,
    clock,
    logger,
    intervalMs: settings.healthIntervalSeconds * 1000,
    sidecarVersion: SIDECAR_VERSION,
    onOffline(state) {
      jails.forget();
      activeBans.forget();
      state === 'offline' && server.recovery.wentOffline();
    },
    onAnswered() {
      surroundings.answered();
      void follow.answered();
      checks.answered();
      void config.answered();
      server.recovery.answered();
    },
    limits: surroundings.limits,
    history: historySync.state,
    follow: follow.state,
  });
  const operations = createOperations({ clock });
  const single = createSingleChange();
  const lateAudit = createLateWrites({ clock, logger, what: 'audit', onFailure: historySync.noteRefusal });
  const lateBans = createLateWrites({ clock, logger, what: 'own_bans', onFailure: historySync.noteRefusal });
  const lateWrites = () => lateAudit.waiting() + lateBans.waiting();
  const audit = createAuditTrail({ archive, late: lateAudit, clock, logger, host: settings.hostName });
  const recorder = createBanRecorder({ archive, activeBans, banTimeOf, clock, late: lateBans });
  const guard = createBanGuard({ fail2ban, network });
  const bans = createBanService({ fail2ban, jails, activeBans, guard, operations, audit, recorder, clock });
  const history = createHistoryService({ archive, clock, development: settings.development });
  const aggregates = createAggregateService({ archive, clock, development: settings.development });
  const reverseDns = settings.reverseDns ? createReverseDns({ clock }) : null;
  const addresses = createAddressService({ archive, activeBans, fail2ban, placeOf: geo.detail, reverseDns, onErased: (text) => [eventFeed.forget, checks.erased].forEach((forget) => forget(text)), clock });
  const exports = createExportService({ archive, clock, development: settings.development });
  const shipping = loki && createLokiShipping({ outbox: sqlite, loki, clock, logger, host: settings.hostName, labels: lokiSettings?.labels ?? {} });
  const life = createLifeService({ archive });
  const logs = createLogService({
    reader: createLogReader({ clock }),
    fail2ban,
    logFile: settings.fail2ban.log,
    toHere: (file) => pathMap.toHere(file),
    timeZone: settings.fail2ban.timeZone,
  });
  const pidFile = path.join(path.dirname(settings.fail2ban.socket), 'fail2ban.pid');
  const threads = createServerThreads({ pidFile });
  const jailStates = createJailStates({
    fail2ban,
    jails,
    surroundings,
    threads,
    bus,
    tellsReloads: () => follow.tells() && follow.state().reason === null,
    clock,
  });
  const starter = createNotedStarter({
    starter: createJailStarter({ fail2ban, program, surroundings, states: jailStates, clock }),
    onActivated: (jail, beganMs) => void server.recovery.noteActivation(jail, null, beganMs),
    clock,
  });
  const jailControl = createJailControl({ fail2ban, starter, states: jailStates, jails, activeBans, operations, audit, single, onStop: (jail) => checks.stopped(jail), onDeactivated: (jail) => void server.recovery.noteDeactivation(jail) });
  const checks = composeChecks({
    settings,
    fail2ban,
    jails,
    jailStates,
    activeBans,
    archive,
    serverDatabase,
    surroundings,
    historySync,
    follow,
    health,
    recovery: () => server.recovery.pending(),
    lateWrites,
    pathMap,
    pidFile,
    bus,
    clock,
    logger,
    cacheMs,
  });

  const lab = composeLab({ settings, fail2ban, pathMap, clock });
  const config = composeConfig({
    settings,
    fail2ban,
    program,
    jails,
    jailStates,
    activeBans,
    archive: sqlite,
    surroundings,
    pathMap,
    single,
    sampleSets: lab.sampleSets,
    onStop: (jail) => checks.stopped(jail),
    onLoading: (jail, revision) => server.recovery.noteActivating(jail, revision),
    onTakenBack: (revision, answers) => void server.recovery.noteTakenBack(revision, answers),
    onLoaded: (jail, revision, beganMs) => void server.recovery.noteActivation(jail, revision, beganMs),
    onUnloaded: (jail) => void server.recovery.noteDeactivation(jail),
    clock,
    logger,
  });

  const jobs = createJobs({ clock, logger, onFailed: (job) => metrics.count.jobFailed(job) });
  jobTable({ historySync, geo, maintenance, configWatch: config.configWatch, filterTrials: checks.filterTrials, shipping }).forEach(jobs.register);

  const ownProcess = createOwnProcess({ clock });
  const figures = createSidecarFigures({
    version: SIDECAR_VERSION,
    archive,
    lateWrites,
    loki: () => shipping?.state() ?? null,
    follow: follow.state,
    behindBytes: follow.behindBytes,
    history: historySync.state,
    jobs: jobs.list,
    ownProcess,
    stateDir: settings.stateDir,
    clock,
    logger,
  });
  const server = composeServer({ settings, fail2ban, program, surroundings, starter, jailStates, jails, activeBans, operations, single, audit, health, figures, config: config.configChanges, clock, logger });
  const metrics = createMetrics({ health, jails, figures, clock });
  bus.subscribe(metrics.count.event);

  const shares = createShares();
  const app = createHttpApp({
    routes: allRoutes({ health, jailStates, jailControl, activeBans, bans, operations, history, historySync, aggregates, addresses, exports, jobs, geo, sidecarVersion: SIDECAR_VERSION, configReading: config.configReading, configFileReading: config.configFileReading, configChanges: config.configChanges, jailTransfer: config.jailTransfer, server, ...lab }),
    tokens: tokens.script,
    corsOrigins: settings.corsOrigins,
    rateLimitPerMinute: settings.rateLimitPerMinute,
    audit,
    shares,
    logger,
    isReady: () => ready,
    metrics: { contentType: metrics.contentType, text: metrics.text, isPublic: settings.metricsPublic },
    onRequest: metrics.count.request,
  });
  const httpServer = createHttpServer(app, settings.http);
  const pluginServer = createPluginServer({
    pluginSocket: settings.pluginSocket,
    groupId: pluginGroupId,
    acceptedTokens: () => tokens.grafana,
    dispatch: createDispatch(app),
    status: health.status,
    jails: jails.answer,
    bans: activeBans.page,
    history: history.page,
    trend: aggregates.trend,
    check: checks.check,
    top: aggregates.top,
    life: life.latest,
    configMoments: createConfigMoments({ revisions: sqlite }).latest,
    inTurn: shares.inTurn,
    logs: logs.lines,
    queryLogLines: settings.queryLogLines,
    sidecar: figures.read,
    onCall: metrics.count.call,
    events: eventFeed,
    sidecarVersion: SIDECAR_VERSION,
    clock,
    logger,
  });

  async function stop(): Promise<void> {
    ready = false;
    health.stop();
    eventFeed.stop();
    maintenance.stop();
    checks.stopTrials();
    lab.stop();
    // A check of the whole archive cannot be interrupted; it ends with the archive.
    const jobsEnded = jobs.stop();
    await Promise.all([historySync.stop(), follow.stop(), logs.stop(), geo.stop(), geoDatabases.stop()]);
    server.letGo();
    await Promise.all([httpServer.stop(), pluginServer.stop(), operations.drain(), config.stop()]);
    await Promise.all([lateAudit.stop(), lateBans.stop(), surroundings.stop()]);
    await checks.stop();
    await server.stop();
    await shipping?.stop();
    jailStates.stop();
    ownProcess.stop();
    addresses.stop();
    activeBans.stop();
    jails.stop();
    await fail2ban.close();
    await Promise.all([serverDatabase.close(), archive.close()]);
    await jobsEnded;
    lock.release();
    logger.info('sidecar_stopped');
  }

  try {
    ownProcess.start();
    await checks.start();
    await server.start();
    void health.start();
    await sqlite.open();
    await geoDatabases.start();
    await config.start();
    jobs.start();
    const http = await naming('BANGUI_HTTP_ADDRESS', httpServer.start);
    await naming('BANGUI_PLUGIN_SOCKET', pluginServer.start);
    ready = true;
    logger.info('sidecar_ready', { version: SIDECAR_VERSION, http: `${http.host}:${http.port}`, plugin_socket: settings.pluginSocket });
    return { http, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
