import type { ArchivedGeo, GeoArchivePort } from '../../pkg/services/ports/geoArchivePort';

/** Addresses with what was written of them; ids count from 1. */
export function createFakeGeoArchive(addresses: readonly string[]) {
  const rows = addresses.map((address, index) => ({ id: index + 1, address, geo: null as ArchivedGeo | null }));
  /** How often it was looked for addresses without a system. */
  const walks = { pages: 0 };
  const archive: GeoArchivePort = {
    async unresolved(limit, afterId = 0) {
      return rows.filter(({ id, geo }) => geo === null && id > afterId).slice(0, limit).map(({ id, address }) => ({ id, address }));
    },
    unresolvedCount: async () => rows.filter(({ geo }) => geo === null).length,
    async withoutSystem(limit, afterId = 0) {
      walks.pages++;
      const page = rows.filter(({ id }) => id > afterId).slice(0, limit);
      const addresses = page.flatMap(({ id, address, geo }) => (geo === null || geo.country === 'ZZ' || geo.asn !== null ? [] : [{ id, address, country: geo.country }]));
      return { addresses, next: page.length < limit ? null : (page.at(-1)?.id ?? null) };
    },
    async setGeo(found) {
      for (const { id, country, asn, org } of found) {
        const row = rows.find((candidate) => candidate.id === id);
        if (row) {
          row.geo = { country, asn: asn ?? row.geo?.asn ?? null, org: org ?? row.geo?.org ?? null };
        }
      }
    },
  };
  return { archive, walks, geoOf: (address: string) => rows.find((row) => row.address === address)?.geo };
}
