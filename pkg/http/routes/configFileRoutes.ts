import { configFilesQuerySchema, configFilesResponseSchema, configFileTextQuerySchema, configFileTextSchema } from '../../contract/configFiles';
import { ROUTES } from '../../contract/routes';
import type { ConfigFileReading } from '../../services/config/createConfigFileReading';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

/** A path is a parameter of the query: proxies treat an encoded slash of an address as they like. */
export function configFileRoutes({ configFileReading }: { configFileReading: ConfigFileReading }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.configFiles,
      role: 'configure',
      audit: null,
      summary: 'The .conf and .local files of the configuration folder: size, time, whose they are, and what includes them.',
      request: { query: configFilesQuerySchema },
      response: configFilesResponseSchema,
      handler: async ({ query }) => ({ body: await configFileReading.list(query) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.configFileText,
      role: 'configure',
      audit: null,
      summary: 'The text of one file of the configuration, the digest that a change of it is based on, and whether it can be changed from here.',
      request: { query: configFileTextQuerySchema },
      response: configFileTextSchema,
      handler: async ({ query }) => ({ body: await configFileReading.text(query.path) }),
    }),
  ];
}
