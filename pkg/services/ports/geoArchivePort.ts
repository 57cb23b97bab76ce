/** What the archive keeps of where an address comes from. `country` is ISO 3166-1 alpha-2, or ZZ for what no country has. */
export interface ArchivedGeo {
  country: string;
  asn: number | null;
  org: string | null;
}

export interface GeoArchivePort {
  /** Addresses without a country, by id, at most `limit`. */
  unresolved(limit: number, afterId?: number): Promise<Array<{ id: number; address: string }>>;
  unresolvedCount(): Promise<number>;
  /** Looks at `limit` addresses by id: those with a country and without an autonomous system. `next` continues, null at the end. */
  withoutSystem(limit: number, afterId?: number): Promise<{ addresses: Array<{ id: number; address: string; country: string }>; next: number | null }>;
  /** Writes what was found; bans and rollups of these addresses follow in the same transaction. */
  setGeo(found: ReadonlyArray<ArchivedGeo & { id: number }>): Promise<void>;
}
