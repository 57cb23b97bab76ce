import type { GeoDatabaseState } from '../../pkg/contract/geo';
import type { GeoFacts, GeoPort } from '../../pkg/services/ports/geoPort';

/** Knows the addresses it is given, and counts what it is asked. */
export function createFakeGeo(known: Record<string, Partial<GeoFacts>> = {}) {
  const asked: string[] = [];
  const facts = new Map(Object.entries(known).map(([address, found]): [string, GeoFacts] => [address, { country: null, asn: null, org: null, city: null, source: 'free_country', ...found }]));
  const sources: GeoDatabaseState[] = [{ source: 'free_country', state: 'ready', builtAt: 1_767_225_600, reason: null }];
  const geo: GeoPort = {
    lookup(address) {
      asked.push(address);
      return facts.get(address) ?? null;
    },
    sources: () => sources,
  };
  return {
    geo,
    asked,
    /** Another database that knows systems is there from now on. */
    learn(source: 'asn_mmdb' | 'city_mmdb', builtAt: number, more: Record<string, { asn: number; org?: string }>) {
      Object.entries(more).forEach(([address, found]) => facts.set(address, { country: null, org: null, city: null, source, ...facts.get(address), ...found }));
      sources.splice(0, sources.length, { source, state: 'ready', builtAt, reason: null });
    },
  };
}
