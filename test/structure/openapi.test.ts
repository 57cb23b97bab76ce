import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERROR_STATUS } from '../../pkg/contract/errors';
import { ACTION_ROLE } from '../../pkg/contract/roles';
import { createOpenapiDocument } from '../../pkg/http/openapi/createOpenapiDocument';
import type { RouteDeps } from '../../pkg/http/routes/allRoutes';
import { allRoutes } from '../../pkg/http/routes/allRoutes';

interface Described {
  summary: string;
  description: string;
  parameters?: Array<{ in: string; name: string; required?: boolean }>;
  requestBody?: { content: { 'application/json': { schema: { properties?: Record<string, unknown> } } } };
  responses: Record<string, { content: Record<string, { schema: Record<string, unknown> }> }>;
}

// The table alone: none of them is called, so they need no services.
const routes = allRoutes({} as RouteDeps);
// As a reader of the document gets it.
const document = JSON.parse(JSON.stringify(createOpenapiDocument(routes, '1.2.3'))) as { openapi: string; paths: Record<string, Record<string, Described>> };

const keysOf = (schema: z.ZodType | undefined) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);
const paramsIn = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);

describe('the routes', () => {
  it('are each described once, and nothing else is', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).sort());
    expect(document.openapi).toBe('3.1.0');
  });

  it.each(routes.map((route) => ({ name: `${route.method} ${route.path}`, route })))('$name has permission, schemas, audit and documentation', ({ route }) => {
    const { method, path, role, audit, summary, request } = route;
    const described = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
    expect(ACTION_ROLE).toHaveProperty(role);
    expect(described).toMatchObject({ summary, description: expect.stringContaining(ACTION_ROLE[role]) });

    const changes = method !== 'get';
    expect(typeof audit).toBe(changes ? 'string' : 'object');
    expect(described?.description.includes(`"${audit}"`)).toBe(changes);
    changes || expect(request.body).toBeUndefined();

    expect(keysOf(request.params)).toEqual(paramsIn(path));
    const parameters = (place: string) => described?.parameters?.filter((parameter) => parameter.in === place).map(({ name }) => name) ?? [];
    expect(parameters('path')).toEqual(paramsIn(path));
    expect(parameters('query')).toEqual(keysOf(request.query));
    expect(Object.keys(described?.requestBody?.content['application/json'].schema.properties ?? {})).toEqual(keysOf(request.body));

    const answered = described?.responses['200']?.content ?? {};
    if ('open' in route) {
      expect(audit).toBeNull();
      expect(Object.keys(answered)).toEqual(route.contentTypes);
    } else {
      expect(route.response).toBeInstanceOf(z.ZodType);
      expect(Object.keys((answered['application/json']?.schema.properties as object | undefined) ?? {})).toEqual(keysOf(route.response));
    }
    expect(described?.responses.default?.content['application/json']?.schema).toMatchObject({ properties: { error_code: { enum: Object.keys(ERROR_STATUS) } } });
  });
});
