import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ERROR_STATUS } from '../../contract/errors';
import { ACTION_ROLE } from '../../contract/roles';
import { API_PREFIX } from '../../contract/routes';
import type { DownloadRoute } from '../defineDownload';
import type { JsonRoute, Route } from '../defineRoute';

const errorSchema = z.object({
  error_code: z.enum(Object.keys(ERROR_STATUS) as [string, ...string[]]),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });

/** The document is made of the very schemas that validate requests. */
export function createOpenapiDocument(routes: readonly Route[], version: string): ReturnType<OpenApiGeneratorV31['generateDocument']> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'A script token. Through Grafana its session counts.' });
  for (const route of routes) {
    register(registry, route);
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'BanGUI sidecar', version, description: 'Times are UTC epoch seconds, durations are seconds; -1 and null mean for ever.' },
    servers: [{ url: API_PREFIX }],
  });
}

function answersOf({ audit, response }: JsonRoute) {
  return {
    200: { description: 'Done.', ...json(response) },
    ...(audit === null ? {} : { 202: { description: 'Still under way: ask under /operations/{id}.', ...json(response) } }),
  };
}

function fileOf({ contentTypes }: DownloadRoute) {
  return { 200: { description: 'A file. A connection that breaks off means that it is not whole.', content: Object.fromEntries(contentTypes.map((type) => [type, { schema: z.string() }])) } };
}

function register(registry: OpenAPIRegistry, route: Route): void {
  const { method, path, role, audit, summary, request } = route;
  const { params, query, body } = request;
  registry.registerPath({
    method,
    path: path.replace(/:(\w+)/g, '{$1}'),
    summary,
    description: `Needs the role ${ACTION_ROLE[role]}.${audit === null ? '' : ` Recorded in the audit trail as "${audit}".`}`,
    security: [{ token: [] }],
    request: {
      ...(params instanceof z.ZodObject ? { params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(body ? { body: { required: true, ...json(body) } } : {}),
    },
    responses: {
      ...('open' in route ? fileOf(route) : answersOf(route)),
      default: { description: 'An error.', ...json(errorSchema) },
    },
  });
}
