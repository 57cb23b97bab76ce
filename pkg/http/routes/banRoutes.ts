import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { banRequestSchema, bansRequestSchema, bansResponseSchema, operationSchema, unbanRequestSchema } from '../../contract/bans';
import { ROUTES } from '../../contract/routes';
import type { ActiveBanService } from '../../services/bans/createActiveBanService';
import type { BanService } from '../../services/bans/createBanService';
import type { Operations } from '../../services/shared/createOperations';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';
import { operationReply } from './operationReply';

interface BanRoutesDeps {
  activeBans: ActiveBanService;
  bans: BanService;
  operations: Operations;
}

export function banRoutes({ activeBans, bans, operations }: BanRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.bans,
      role: 'read',
      audit: null,
      summary: 'Active bans of all jails: filtered, sorted, a page at a time.',
      request: { query: bansRequestSchema },
      response: bansResponseSchema,
      handler: async ({ query }) => ({ body: await activeBans.page(query) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.ban,
      role: 'ban',
      audit: 'ban',
      summary: 'Bans addresses in jails. 202 when it takes longer than five seconds.',
      request: { body: banRequestSchema },
      response: operationSchema,
      handler: async ({ body, principal, headers }) => operationReply(await bans.ban(body, { principal, forwardedFor: forwardedFor(headers) })),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.unban,
      role: 'unban',
      audit: 'unban',
      summary: 'Lifts bans in the named jails, or everywhere. 202 when it takes longer than five seconds.',
      request: { body: unbanRequestSchema },
      response: operationSchema,
      handler: async ({ body, principal, headers }) => operationReply(await bans.unban(body, { principal, forwardedFor: forwardedFor(headers) })),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.operation,
      role: 'read',
      audit: null,
      summary: 'How far a change has come.',
      request: { params: z.object({ id: z.uuid() }) },
      response: operationSchema,
      handler: async ({ params }) => ({ body: operations.get(params.id) }),
    }),
  ];
}

/** Every address that proxies wrote down. A lie here can only make the guard refuse more. */
function forwardedFor(headers: IncomingHttpHeaders): string[] {
  return [headers['x-forwarded-for'], headers['x-real-ip']].flatMap((value) => String(value ?? '').split(',')).map((text) => text.trim());
}
