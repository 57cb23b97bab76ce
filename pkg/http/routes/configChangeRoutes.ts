import type { IncomingHttpHeaders } from 'node:http';
import {
  changeRequestSchema,
  changeResponseSchema,
  configAccessSchema,
  previewRequestSchema,
  previewSchema,
  restorePreviewRequestSchema,
  restoreRequestSchema,
  revisionParamsSchema,
  revisionsQuerySchema,
  revisionsResponseSchema,
} from '../../contract/configChanges';
import type { ConfigChangeAnswer } from '../../contract/configChanges';
import { ROUTES } from '../../contract/routes';
import type { ConfigChanges } from '../../services/config/createConfigChanges';
import type { Reply, Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

export function configChangeRoutes({ configChanges }: { configChanges: ConfigChanges }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.configAccess,
      role: 'read',
      audit: null,
      summary: 'Whether the configuration can be changed from here, and why not.',
      request: {},
      response: configAccessSchema,
      handler: async () => ({ body: configChanges.access() }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configPreview,
      role: 'configure',
      audit: 'preview_config',
      takes: 'lab',
      summary: 'What a change would write and which jails it concerns, and what is wrong with it. Changes nothing.',
      request: { body: previewRequestSchema },
      response: previewSchema,
      handler: async ({ body }) => ({ body: await configChanges.preview(body.change) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configChanges,
      role: 'configure',
      audit: 'change_config',
      summary: 'Changes the configuration, lets fail2ban take it up, and takes it back when fail2ban refuses. 202 when it takes longer than five seconds.',
      request: { body: changeRequestSchema },
      response: changeResponseSchema,
      handler: async ({ body: { change, reason, expected }, headers, principal }) => replyOf(await configChanges.apply(change, { reason, expected, key: keyOf(headers) }, principal)),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.configRevisions,
      role: 'configure',
      audit: null,
      summary: 'Changes of the configuration, newest first: who, when, why, what, and how it ended.',
      request: { query: revisionsQuerySchema },
      response: revisionsResponseSchema,
      handler: async ({ query }) => ({ body: await configChanges.revisions(query.path ?? null, query.limit, query.before) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configRestorePreview,
      role: 'configure',
      audit: 'preview_restore',
      takes: 'lab',
      summary: 'The same as the preview of a change, for the restoring of a revision.',
      request: { params: revisionParamsSchema, body: restorePreviewRequestSchema },
      response: previewSchema,
      handler: async ({ params, body: { to } }) => ({ body: await configChanges.previewRestore(params.id, to) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configRestore,
      role: 'configure',
      audit: 'restore_config',
      summary: 'Makes a file what it was before or after one of its changes, in the same way as any other change.',
      request: { params: revisionParamsSchema, body: restoreRequestSchema },
      response: changeResponseSchema,
      handler: async ({ params, body: { to, reason, expected }, headers, principal }) => replyOf(await configChanges.restore(params.id, to, { reason, expected, key: keyOf(headers) }, principal)),
    }),
  ];
}

/** Sent more than once, its values come as one text that is no key. */
export function keyOf(headers: IncomingHttpHeaders): string | null {
  const value = headers['idempotency-key'];
  return value === undefined ? null : String(value);
}

export function replyOf(answer: ConfigChangeAnswer): Reply<ConfigChangeAnswer> {
  return answer.state === 'running' ? { status: 202, body: answer, result: 'running' } : { body: answer };
}
