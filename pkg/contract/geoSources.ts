/** Databases of this host, in the order in which they are asked for a country. */
export const GEO_DATABASES = ['city_mmdb', 'country_mmdb', 'asn_mmdb', 'free_country'] as const;
export type GeoDatabase = (typeof GEO_DATABASES)[number];

/** Names of what no country has: `no-address` is text that a jail bans in place of an address, such as a user name. */
export const SPECIAL_RANGES = [
  'unspecified',
  'private',
  'loopback',
  'link-local',
  'cgnat',
  'documentation',
  'benchmarking',
  'multicast',
  'broadcast',
  'unique-local',
  'reserved',
  'no-address',
] as const;
export type SpecialRange = (typeof SPECIAL_RANGES)[number];

/** A code that ISO 3166 leaves to its users: here of special ranges, so that they count as resolved. */
export const NO_COUNTRY = 'ZZ';

/** `stale`: the content read before is in use, because the file that is there now cannot be. */
export const GEO_DATABASE_STATES = ['ready', 'stale', 'missing', 'unusable'] as const;
