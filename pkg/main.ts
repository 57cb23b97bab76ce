import { acquireInstanceLock } from './archive/instanceLock';
import { createFail2banClient } from './fail2ban/createFail2banClient';
import { createPluginServer } from './grafana/createPluginServer';
import { createHostNetwork } from './host/createHostNetwork';
import { systemClock } from './host/systemClock';
import { createDispatch } from './http/createDispatch';
import { createHttpApp } from './http/createHttpApp';
import { createHttpServer } from './http/createHttpServer';
import { allRoutes } from './http/routes/allRoutes';
import { createActiveBanService } from './services/createActiveBanService';
import { createAuditTrail } from './services/createAuditTrail';
import { createBanGuard } from './services/createBanGuard';
import { createBanService } from './services/createBanService';
import { createHealthService } from './services/createHealthService';
import { createJailService } from './services/createJailService';
import { createOperations } from './services/createOperations';
import type { HostNetworkPort } from './services/ports/hostNetwork';
import type { Logger } from './services/ports/logger';
import { groupId } from './settings/groupId';
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
  const tokens = await naming('BANGUI_STATE_DIR', () => loadTokens(settings));
  const fail2ban = createFail2banClient({ socketPath: settings.fail2ban.socket, timeZone: settings.fail2ban.timeZone, clock, logger });

  const onSlow = () => void health.probe();
  const jails = createJailService({ fail2ban, clock, cacheMs, onSlow });
  const activeBans = createActiveBanService({ fail2ban, jails, clock, cacheMs, onSlow });
  const health = createHealthService({
    fail2ban,
    jails,
    clock,
    logger,
    intervalMs: settings.healthIntervalSeconds * 1000,
    sidecarVersion: SIDECAR_VERSION,
    onOffline() {
      jails.forget();
      activeBans.forget();
    },
  });
  const operations = createOperations({ clock });
  const audit = createAuditTrail({ logger, host: settings.hostName });
  const bans = createBanService({ fail2ban, jails, activeBans, guard: createBanGuard({ fail2ban, network }), operations, audit });

  const app = createHttpApp({
    routes: allRoutes({ health, jails, activeBans, bans, operations }),
    tokens: tokens.script,
    corsOrigins: settings.corsOrigins,
    rateLimitPerMinute: settings.rateLimitPerMinute,
    audit,
    logger,
    isReady: () => ready,
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
    sidecarVersion: SIDECAR_VERSION,
    clock,
    logger,
  });

  async function stop(): Promise<void> {
    ready = false;
    health.stop();
    await Promise.all([httpServer.stop(), pluginServer.stop(), operations.drain()]);
    activeBans.stop();
    jails.stop();
    await fail2ban.close();
    lock.release();
    logger.info('sidecar_stopped');
  }

  try {
    void health.start();
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
