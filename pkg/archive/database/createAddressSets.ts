import type { Database } from 'better-sqlite3';
import type { HistoryFilter } from '../../services/ports/archivePort';
import { touching } from '../addressRange';

/** Up to here, the bans of a set are looked up address by address; a larger one is met often enough on the way through time. */
const MOST_ADDRESSES = 5000;
const MOST_BANS = 25_000;

interface Candidate {
  id: number;
  key: Buffer;
  bans: number;
  asn: number | null;
}

/** Addresses that a filter means: all of them by their ids, or, when they are many, a condition on `addresses`. */
export type AddressSet = { ids: number[] } | { condition: string; parameters: Record<string, unknown> };

/** Null when the filter says nothing of addresses, or of systems alone, and these have many. */
export function createAddressSets(database: Database): (filter: HistoryFilter) => AddressSet | null {
  const COLUMNS = 'SELECT id, key, bans, asn FROM addresses';
  const atKeys = database.prepare<[string], Candidate>(`${COLUMNS} WHERE key IN (SELECT unhex(value) FROM json_each(?)) AND bans > 0`);
  const inRange = database.prepare<[Buffer, Buffer, number], Candidate>(`${COLUMNS} WHERE key BETWEEN ? AND ? AND bans > 0 LIMIT ?`);
  const ofSystems = database.prepare<[string, number], Candidate>(
    `${COLUMNS} INDEXED BY addresses_by_asn WHERE asn IN (SELECT value FROM json_each(?)) AND asn IS NOT NULL AND bans > 0 LIMIT ?`
  );
  const often = database.prepare<[number, number], Candidate>(`${COLUMNS} INDEXED BY addresses_by_bans WHERE bans >= ? LIMIT ?`);

  function rangeOf(addresses: NonNullable<HistoryFilter['addresses']>) {
    const { low, high, covering } = touching(addresses);
    // Networks that hold the range begin before it.
    return { low: Buffer.from(low, 'hex'), high: Buffer.from(high, 'hex'), outer: atKeys.all(JSON.stringify(covering)) };
  }

  return ({ addresses, asns, minBans = 1 }) => {
    const range = addresses ? rangeOf(addresses) : null;
    const outer = new Set(range?.outer.map(({ id }) => id));
    const isMeant = ({ id, key, bans, asn }: Candidate) =>
      bans >= minBans && (!range || outer.has(id) || (range.low.compare(key) <= 0 && key.compare(range.high) <= 0)) && (!asns || (asn !== null && asns.includes(asn)));
    const ways = [
      () => range && [...range.outer, ...inRange.all(range.low, range.high, MOST_ADDRESSES + 1)],
      () => asns && ofSystems.all(JSON.stringify(asns), MOST_ADDRESSES + 1),
      () => (minBans > 1 ? often.all(minBans, MOST_ADDRESSES + 1) : null),
    ];
    for (const way of ways) {
      const found = way();
      if (found && isSmall(found)) {
        return { ids: found.filter(isMeant).map(({ id }) => id) };
      }
    }
    const isFrequent = 'addresses.bans >= @minBans';
    if (range) {
      const condition = `(addresses.key BETWEEN @low AND @high OR addresses.id IN (SELECT value FROM json_each(@outer))) AND ${isFrequent}`;
      return { condition, parameters: { low: range.low, high: range.high, outer: JSON.stringify([...outer]), minBans } };
    }
    return minBans > 1 ? { condition: isFrequent, parameters: { minBans } } : null;
  };
}

function isSmall(found: readonly Candidate[]): boolean {
  return found.length <= MOST_ADDRESSES && found.reduce((sum, { bans }) => sum + bans, 0) <= MOST_BANS;
}
