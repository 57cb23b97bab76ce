import { z } from 'zod';
import { operationSchema } from '../../contract/bans';
import { idleRequestSchema, jailDetailSchema, jailListResponseSchema } from '../../contract/jailControl';
import { ROUTES } from '../../contract/routes';
import type { JailControl } from '../../services/jails/createJailControl';
import type { JailStates } from '../../services/jails/createJailStates';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';
import { operationReply } from './operationReply';

const jailParams = z.object({ jail: z.string().max(64) });
const NO_BODY = z.strictObject({});

export function jailRoutes({ jailStates, jailControl }: { jailStates: JailStates; jailControl: JailControl }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.jails,
      role: 'read',
      audit: null,
      summary: 'The listed jails with counters and parameters, and the state of these and of the enabled ones that do not run.',
      request: {},
      response: jailListResponseSchema,
      handler: async () => ({ body: await jailStates.list() }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.jail,
      role: 'read',
      audit: null,
      summary: 'One jail: its state and, when it is listed, counters and parameters.',
      request: { params: jailParams },
      response: jailDetailSchema,
      handler: async ({ params }) => ({ body: await jailStates.detail(params.jail) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.jailStop,
      role: 'controlJails',
      audit: 'stop_jail',
      summary: 'Stops a jail and lifts its bans; it returns at the next reload. 202 when it takes longer than five seconds.',
      request: { params: jailParams, body: NO_BODY },
      response: operationSchema,
      handler: async ({ params, principal }) => operationReply(await jailControl.stop(params.jail, principal)),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.jailStart,
      role: 'controlJails',
      audit: 'start_jail',
      summary: 'Loads a jail that does not run from the configuration. 202 when it takes longer than five seconds.',
      request: { params: jailParams, body: NO_BODY },
      response: operationSchema,
      handler: async ({ params, principal }) => operationReply(await jailControl.start(params.jail, principal)),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.jailIdle,
      role: 'controlJails',
      audit: 'idle_jail',
      summary: 'Sets a jail idle or wakes it. An idle jail reads no log, and none of its bans ends.',
      request: { params: jailParams, body: idleRequestSchema },
      response: operationSchema,
      handler: async ({ params, body, principal }) => operationReply(await jailControl.setIdle(params.jail, body.on, principal)),
    }),
  ];
}
