import { z } from 'zod';
import { geoDetailSchema, geoResolveResponseSchema, geoSourcesResponseSchema } from '../../contract/geo';
import { ROUTES } from '../../contract/routes';
import type { GeoService } from '../../services/geo/createGeoService';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

export function geoRoutes({ geo }: { geo: Pick<GeoService, 'detail' | 'sources' | 'reResolve'> }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.geoSources,
      role: 'read',
      audit: null,
      summary: 'The databases that tell where addresses come from, and whether each of them can be used.',
      request: {},
      response: geoSourcesResponseSchema,
      handler: async () => ({ body: geo.sources() }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.geoReResolve,
      role: 'resolveGeo',
      audit: 'geo_re_resolve',
      summary: 'Looks up the addresses of the archive that have no country, now; tells how many there were and how many have one now.',
      request: {},
      response: geoResolveResponseSchema,
      handler: async () => ({ body: await geo.reResolve() }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.geo,
      role: 'read',
      audit: null,
      summary: 'Where an address comes from: country, network, city. A network is answered by its first address.',
      request: { params: z.object({ ip: z.string().max(64) }) },
      response: geoDetailSchema,
      handler: async ({ params }) => ({ body: await geo.detail(params.ip) }),
    }),
  ];
}
