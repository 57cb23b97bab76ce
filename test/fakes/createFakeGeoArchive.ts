import type { ArchivedGeo, GeoArchivePort } from '../../pkg/services/ports/geoArchivePort';

/** Addresses with what was written of them; ids count from 1. */
export function createFakeGeoArchive(addresses: readonly string[]) {
  const rows = addresses.map((address, index) => ({ id: index + 1, address, geo: null as ArchivedGeo | null }));
  const archive: GeoArchivePort = {
    async unresolved(limit, afterId = 0) {
      return rows.filter(({ id, geo }) => geo === null && id > afterId).slice(0, limit).map(({ id, address }) => ({ id, address }));
    },
    unresolvedCount: async () => rows.filter(({ geo }) => geo === null).length,
    async setGeo(found) {
      for (const { id, country, asn, org } of found) {
        const row = rows.find((candidate) => candidate.id === id);
        if (row) {
          row.geo = { country, asn, org };
        }
      }
    },
  };
  return { archive, geoOf: (address: string) => rows.find((row) => row.address === address)?.geo };
}
