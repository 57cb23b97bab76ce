import type { Database } from 'better-sqlite3';
import type { HistoryFilter } from '../../services/ports/archivePort';
import { touching } from '../addressRange';

/** Up to here, the bans of a set are looked up address by address; a larger one is met often enough on the way through time. */
const MOST_ADDRESSES = 5000;
const MOST_BANS = 25_000;

interface Candidate {
  id: number;
  bans: number;
}

/** Addresses that a filter means: all of them by their ids, or, when they are many, a condition on `addresses`. */
export type AddressSet = { ids: number[] } | { condition: string; parameters: Record<string, unknown> };

/** Null when the filter does not restrict addresses. */
export function createAddressSets(database: Database): (filter: HistoryFilter) => AddressSet | null {
  const inRange = database.prepare<[Buffer, Buffer, number], Candidate>('SELECT id, bans FROM addresses WHERE key BETWEEN ? AND ? AND bans > 0 LIMIT ?');
  const atKeys = database.prepare<[string], Candidate>('SELECT id, bans FROM addresses WHERE key IN (SELECT unhex(value) FROM json_each(?)) AND bans > 0');
  const often = database.prepare<[number, number], Candidate & { key: Buffer }>('SELECT id, key, bans FROM addresses INDEXED BY addresses_by_bans WHERE bans >= ? LIMIT ?');

  return ({ addresses, minBans = 1 }) => {
    if (!addresses) {
      const found = minBans > 1 ? often.all(minBans, MOST_ADDRESSES + 1) : null;
      return found && (isSmall(found) ? { ids: idsOf(found) } : { condition: 'addresses.bans >= @minBans', parameters: { minBans } });
    }
    const { low, high, covering } = touching(addresses);
    const [lowKey, highKey] = [Buffer.from(low, 'hex'), Buffer.from(high, 'hex')];
    // Networks that hold the range begin before it.
    const outer = atKeys.all(JSON.stringify(covering)).filter(({ bans }) => bans >= minBans);
    const inside = inRange.all(lowKey, highKey, MOST_ADDRESSES + 1);
    if (isSmall(inside)) {
      return { ids: idsOf([...outer, ...inside.filter(({ bans }) => bans >= minBans)]) };
    }
    const frequent = minBans > 1 ? often.all(minBans, MOST_ADDRESSES + 1) : null;
    if (frequent && isSmall(frequent)) {
      return { ids: idsOf([...outer, ...frequent.filter(({ key }) => lowKey.compare(key) <= 0 && key.compare(highKey) <= 0)]) };
    }
    return {
      condition: '(addresses.key BETWEEN @low AND @high OR addresses.id IN (SELECT value FROM json_each(@outer))) AND addresses.bans >= @minBans',
      parameters: { low: lowKey, high: highKey, outer: JSON.stringify(idsOf(outer)), minBans },
    };
  };
}

function isSmall(found: readonly Candidate[]): boolean {
  return found.length <= MOST_ADDRESSES && found.reduce((sum, { bans }) => sum + bans, 0) <= MOST_BANS;
}

const idsOf = (found: readonly Candidate[]): number[] => found.map(({ id }) => id);
