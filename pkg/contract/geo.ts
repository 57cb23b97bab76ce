import { z } from 'zod';
import { GEO_DATABASE_STATES, GEO_DATABASES, SPECIAL_RANGES } from './geoSources';

/** Where an address comes from. What is not known is null; of a special range `country_code` is ZZ and `country_name` says which. */
export const geoDetailSchema = z.object({
  address: z.string(),
  /** ISO 3166-1 alpha-2. */
  country_code: z.string().nullable(),
  /** In English. */
  country_name: z.string().nullable(),
  asn: z.number().nullable(),
  org: z.string().nullable(),
  city: z.string().nullable(),
  /** Who told the country, or the special range; `none` when nobody knows the address. */
  source: z.enum([...GEO_DATABASES, 'provider', 'none', ...SPECIAL_RANGES]),
});
export type GeoDetail = z.infer<typeof geoDetailSchema>;

/** A database of this host. `builtAt` in UTC epoch seconds. */
export const geoDatabaseStateSchema = z.object({
  source: z.enum(GEO_DATABASES),
  state: z.enum(GEO_DATABASE_STATES),
  builtAt: z.number().nullable(),
  /** Why it is not ready; null when it is. */
  reason: z.string().nullable(),
});
export type GeoDatabaseState = z.infer<typeof geoDatabaseStateSchema>;

export const geoSourcesResponseSchema = z.object({
  /** Those that are set up, in the order in which they are asked. */
  databases: z.array(geoDatabaseStateSchema),
  /** True when a provider outside of this host is asked for what they do not know. */
  provider: z.boolean(),
});
export type GeoSourcesResponse = z.infer<typeof geoSourcesResponseSchema>;

/** How many addresses had no country, and how many of them have one now. */
export const geoResolveResponseSchema = z.object({ resolved: z.number(), total: z.number() });
export type GeoResolveResponse = z.infer<typeof geoResolveResponseSchema>;
