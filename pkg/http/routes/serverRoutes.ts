import { z } from 'zod';
import { operationSchema } from '../../contract/bans';
import {
  flushedSchema,
  globalConfigSchema,
  liveParametersSchema,
  liveParametersSetSchema,
  recoveryResponseSchema,
  reloadRequestSchema,
  setGlobalRequestSchema,
  setLiveParametersRequestSchema,
  sidecarInfoSchema,
} from '../../contract/configServer';
import { ROUTES } from '../../contract/routes';
import type { CrashRecovery } from '../../services/server/createCrashRecovery';
import type { GlobalConfigService } from '../../services/server/createGlobalConfig';
import type { LiveParameterService } from '../../services/server/createLiveParameters';
import type { Rollback } from '../../services/server/createRollback';
import type { ServerReload } from '../../services/server/createServerReload';
import type { ServerRestart } from '../../services/server/createServerRestart';
import type { createSidecarInfo } from '../../services/server/createSidecarInfo';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';
import { operationReply } from './operationReply';

const jailParams = z.object({ jail: z.string().max(64) });
const NO_BODY = z.strictObject({});

export interface ServerRouteDeps {
  server: {
    global: GlobalConfigService;
    sidecar: ReturnType<typeof createSidecarInfo>;
    reload: ServerReload;
    restart: ServerRestart;
    parameters: LiveParameterService;
    recovery: CrashRecovery;
    rollback: Rollback;
  };
}

/** The server as a whole, and what a running jail is told without its configuration. */
export function serverRoutes({ server }: ServerRouteDeps): Route[] {
  const recovery = () => ({ body: { pending: server.recovery.pending(), canRestart: server.restart.canRestart() } });
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.configGlobal,
      role: 'read',
      audit: null,
      summary: 'What fail2ban itself runs with and what its configuration says, with a word on what blinds BanGUI, and how the sidecar is doing.',
      request: {},
      response: globalConfigSchema,
      handler: async () => ({ body: await server.global.read() }),
    }),
    defineRoute({
      method: 'put',
      path: ROUTES.configGlobal,
      role: 'configure',
      audit: 'set_server',
      summary: 'Sets log level, purge age (seconds) and max matches in the running server and in its configuration, or in neither. What would blind BanGUI needs `confirm`.',
      request: { body: setGlobalRequestSchema },
      response: globalConfigSchema,
      handler: async ({ body, principal }) => ({ body: await server.global.set(body, principal) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.configSidecar,
      role: 'read',
      audit: null,
      summary: 'How the sidecar is doing; answers also while fail2ban is down.',
      request: {},
      response: sidecarInfoSchema,
      handler: async () => ({ body: await server.sidecar.read() }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configLogFlush,
      role: 'configure',
      audit: 'flush_logs',
      summary: 'Lets fail2ban close its log and open it again.',
      request: { body: NO_BODY },
      response: flushedSchema,
      async handler() {
        await server.global.flushLogs();
        return { body: { flushed: true as const } };
      },
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configReload,
      role: 'configure',
      audit: 'reload',
      summary: 'Reads the configuration of one jail, or of every enabled one, again; always one by one. 202 when it takes longer than five seconds.',
      request: { body: reloadRequestSchema },
      response: operationSchema,
      handler: async ({ body, principal }) => operationReply(await server.reload.reload(body.jail ?? null, principal)),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configRestart,
      role: 'configure',
      audit: 'restart',
      summary: 'Restarts fail2ban by the command of BANGUI_FAIL2BAN_RESTART. 202 when it takes longer than five seconds.',
      request: { body: NO_BODY },
      response: operationSchema,
      handler: async ({ principal }) => operationReply(await server.restart.restart(principal)),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.jailParameters,
      role: 'read',
      audit: null,
      summary: 'What a running jail runs with, which may differ from its configuration.',
      request: { params: jailParams },
      response: liveParametersSchema,
      handler: async ({ params }) => ({ body: await server.parameters.read(params.jail) }),
    }),
    defineRoute({
      method: 'put',
      path: ROUTES.jailParameters,
      role: 'configure',
      audit: 'set_parameters',
      summary: 'Sets what a running jail runs with, until it is next reloaded. A shorter ban time ends bans in force and needs `confirm`.',
      request: { params: jailParams, body: setLiveParametersRequestSchema },
      response: liveParametersSetSchema,
      handler: async ({ params, body }) => ({ body: await server.parameters.set(params.jail, body) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.configRecovery,
      role: 'read',
      audit: null,
      summary: 'Whether fail2ban went down within a minute of an activation, and nobody has dealt with it yet.',
      request: {},
      response: recoveryResponseSchema,
      handler: async () => recovery(),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configRecoveryRollback,
      role: 'configure',
      audit: 'rollback',
      summary: 'Restores the configuration of before the activation and restarts fail2ban. 202 when it takes longer than five seconds.',
      request: { body: NO_BODY },
      response: operationSchema,
      handler: async ({ principal }) => operationReply(await server.rollback.rollBack(principal)),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configRecoveryDismiss,
      role: 'configure',
      audit: 'dismiss_recovery',
      summary: 'Leaves the configuration as it is, and the matter at that.',
      request: { body: NO_BODY },
      response: recoveryResponseSchema,
      async handler() {
        await server.recovery.close('dismissed');
        return recovery();
      },
    }),
  ];
}
