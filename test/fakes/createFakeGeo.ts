import type { GeoFacts, GeoPort } from '../../pkg/services/ports/geoPort';

/** Knows the addresses it is given, and counts what it is asked. */
export function createFakeGeo(known: Record<string, Partial<GeoFacts>> = {}) {
  const asked: string[] = [];
  const facts = new Map(Object.entries(known).map(([address, found]): [string, GeoFacts] => [address, { country: null, asn: null, org: null, city: null, source: 'free_country', ...found }]));
  const geo: GeoPort = {
    lookup(address) {
      asked.push(address);
      return facts.get(address) ?? null;
    },
    sources: () => [{ source: 'free_country', state: 'ready', builtAt: 1_767_225_600, reason: null }],
  };
  return { geo, asked };
}
