import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Where the country database lies that is installed with the sidecar; a name without a file when its package is missing. */
export function freeDatabase(): string {
  try {
    return require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb');
  } catch {
    return 'geo-whois-asn-country.mmdb';
  }
}
