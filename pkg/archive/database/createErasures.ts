import { createHmac } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { banKey } from '../addressRange';

/** What was erased, and when: nothing of before is taken in again. Kept as a keyed hash, which names nobody. */
export function createErasures(database: Database) {
  const salt = database.prepare<[], Buffer>('SELECT salt FROM erasure_salt').pluck();
  const put = database.prepare<[Buffer, number]>('INSERT INTO erasures (hash, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)');
  const latest = database.prepare<[], number | null>('SELECT max(at) FROM erasures INDEXED BY erasures_by_time').pluck();
  const find = database.prepare<[Buffer], number>('SELECT at FROM erasures WHERE hash = ?').pluck();

  function hashOf(address: string): Buffer {
    const key = salt.get();
    if (key === undefined) {
      throw new Error('no salt for erased addresses');
    }
    return createHmac('sha256', key).update(banKey(address)).digest();
  }

  return {
    add: (address: string, at: number): void => void put.run(hashOf(address), at),
    /** For one transaction. What is newer than every erasure costs nothing. */
    begin() {
      const last = latest.get() ?? null;
      const known = new Map<string, number | null>();

      function erasedAt(address: string): number | null {
        const found = known.get(address);
        if (found !== undefined) {
          return found;
        }
        const at = find.get(hashOf(address)) ?? null;
        known.set(address, at);
        return at;
      }

      return {
        /** Whether that of an address was erased which was at this time. */
        covers: (address: string, at: number): boolean => last !== null && at <= last && at <= (erasedAt(address) ?? Number.NEGATIVE_INFINITY),
        has: (address: string): boolean => last !== null && erasedAt(address) !== null,
      };
    },
  };
}
