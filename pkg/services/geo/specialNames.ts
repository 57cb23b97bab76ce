import type { SpecialRange } from '../../contract/geoSources';

/** What stands in place of the name of a country. */
export const SPECIAL_NAMES: Readonly<Record<SpecialRange, string>> = {
  unspecified: 'Unspecified address',
  private: 'Private network',
  loopback: 'Loopback',
  'link-local': 'Link-local network',
  cgnat: 'Carrier-grade NAT',
  documentation: 'Documentation',
  benchmarking: 'Benchmarking',
  multicast: 'Multicast',
  broadcast: 'Broadcast',
  'unique-local': 'Unique local network',
  reserved: 'Reserved',
  'no-address': 'No address',
};
