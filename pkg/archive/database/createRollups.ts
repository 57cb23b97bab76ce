import type { Database } from 'better-sqlite3';

export const HOUR = 3600;

/** Where and when a ban counts. */
export interface Counting {
  start: number;
  jailId: number;
  country: string | null;
  asn: number | null;
}

/** The counts by hour. What a transaction changes is collected and written once. */
export function createRollups(database: Database) {
  const tables = [
    { ...statements(database, 'hours_by_jail', 'jail_id'), keyOf: ({ jailId }: Counting) => jailId },
    { ...statements(database, 'hours_by_country', 'country'), keyOf: ({ country }: Counting) => country ?? '' },
    { ...statements(database, 'hours_by_asn', 'asn'), keyOf: ({ asn }: Counting) => asn ?? 0 },
  ];

  return function begin() {
    const changes = tables.map(() => new Map<number, Map<string | number, number>>());

    function change(of: Counting, by: number): void {
      const hour = of.start - (of.start % HOUR);
      tables.forEach(({ keyOf }, index) => {
        const hours = changes[index];
        const keys = hours?.get(hour) ?? new Map<string | number, number>();
        hours?.set(hour, keys);
        keys.set(keyOf(of), (keys.get(keyOf(of)) ?? 0) + by);
      });
    }

    return {
      change,
      move(from: Counting, to: Counting): void {
        change(from, -1);
        change(to, 1);
      },
      flush(): void {
        tables.forEach(({ add, drop }, index) => {
          for (const [hour, keys] of changes[index] ?? []) {
            for (const [key, by] of keys) {
              if (by !== 0) {
                add.run(hour, key, by);
              }
              if (by < 0) {
                drop.run(hour, key);
              }
            }
          }
        });
      },
    };
  };
}

export type RollupChanges = ReturnType<ReturnType<typeof createRollups>>;

function statements(database: Database, table: string, column: string) {
  return {
    add: database.prepare<[number, string | number, number]>(
      `INSERT INTO ${table} (hour, ${column}, bans) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bans = bans + excluded.bans`
    ),
    drop: database.prepare<[number, string | number]>(`DELETE FROM ${table} WHERE hour = ? AND ${column} = ? AND bans = 0`),
  };
}
