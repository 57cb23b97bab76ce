import { z } from 'zod';
import { ROUTES } from '../../contract/routes';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';
import { createOpenapiDocument } from '../openapi/createOpenapiDocument';

const documentSchema = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) });

/** Describes the given routes and itself. */
export function openapiRoute(routes: readonly Route[], version: string): Route {
  let document: z.infer<typeof documentSchema> | null = null;
  const route: Route = defineRoute({
    method: 'get',
    path: ROUTES.openapi,
    role: 'read',
    audit: null,
    summary: 'This API as an OpenAPI document.',
    request: {},
    response: documentSchema,
    handler: async () => ({ body: (document ??= documentSchema.parse(createOpenapiDocument([...routes, route], version))) }),
  });
  return route;
}
