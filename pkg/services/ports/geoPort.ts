import type { GeoDatabaseState } from '../../contract/geo';
import type { GeoDatabase } from '../../contract/geoSources';

/** What is known of where an address comes from; at least one of the four is not null. */
export interface GeoPlace {
  /** ISO 3166-1 alpha-2, upper case. */
  country: string | null;
  asn: number | null;
  org: string | null;
  city: string | null;
}

/** `source` is who told the country, or the rest where nobody knows the country. */
export interface GeoFacts extends GeoPlace {
  source: GeoDatabase;
}

/** The databases of this host. */
export interface GeoPort {
  /** For a single public address in canonical spelling. Synchronous, without a copy: what comes back is shared and stays as it is. Never throws. */
  lookup(address: string): GeoFacts | null;
  /** Those that are set up, in the order in which they are asked. */
  sources(): GeoDatabaseState[];
}
