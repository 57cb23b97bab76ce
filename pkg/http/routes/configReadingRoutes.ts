import { z } from 'zod';
import { configDefaultsSchema, configDefinitionSchema, configDefinitionsResponseSchema, configJailSchema, configJailsResponseSchema } from '../../contract/configReading';
import { may } from '../../contract/roles';
import { ROUTES } from '../../contract/routes';
import type { ConfigReading } from '../../services/config/createConfigReading';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

const jailParams = z.object({ jail: z.string().max(128) });
const nameParams = z.object({ name: z.string().max(128) });

export function configReadingRoutes({ configReading }: { configReading: ConfigReading }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.configJails,
      role: 'read',
      audit: null,
      summary: 'Every jail of the configuration, also the disabled and the broken ones.',
      request: {},
      response: configJailsResponseSchema,
      handler: async ({ principal }) => ({ body: await configReading.jails({ mayConfigure: may(principal.role, 'configure') }) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.configJail,
      role: 'read',
      audit: null,
      summary: 'One jail of the configuration: effective values with their origin, its filter, its actions. Commands only for who may configure.',
      request: { params: jailParams },
      response: configJailSchema,
      handler: async ({ params, principal }) => ({ body: await configReading.jail(params.jail, { mayConfigure: may(principal.role, 'configure') }) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.configDefaults,
      role: 'read',
      audit: null,
      summary: 'What holds for jails that say nothing else: values with their origin, and which jails have their own. Commands only for who may configure.',
      request: {},
      response: configDefaultsSchema,
      handler: async ({ principal }) => ({ body: await configReading.defaults({ mayConfigure: may(principal.role, 'configure') }) }),
    }),
    ...definitionRoutes(configReading, 'filter', ROUTES.configFilters, ROUTES.configFilter),
    ...definitionRoutes(configReading, 'action', ROUTES.configActions, ROUTES.configAction),
  ];
}

function definitionRoutes(configReading: ConfigReading, kind: 'filter' | 'action', list: string, one: string): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: list,
      role: 'read',
      audit: null,
      summary: `The ${kind}s of the configuration folder, their files and the jails that use them.`,
      request: {},
      response: configDefinitionsResponseSchema,
      handler: async () => ({ body: await configReading.definitions(kind) }),
    }),
    defineRoute({
      method: 'get',
      path: one,
      role: 'configure',
      audit: null,
      summary: `One ${kind}: the text of its files and its options.`,
      request: { params: nameParams },
      response: configDefinitionSchema,
      handler: async ({ params }) => ({ body: await configReading.definition(kind, params.name) }),
    }),
  ];
}
