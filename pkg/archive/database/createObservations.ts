import type { Database } from 'better-sqlite3';
import type { Followed, LifeEvent } from '../../domain/archivedBan';

type Event<K extends Followed['kind']> = Extract<Followed, { kind: K }>;

/** As in life.what. */
const WHAT: Record<LifeEvent, number> = { server_started: 1, server_stopped: 2, jail_started: 3, jail_stopped: 4, jail_reloaded: 5 };

/** What the log tells beside bans. */
export function createObservations(database: Database) {
  const failures = database.prepare<[number, number, number, number]>(
    'INSERT INTO failures (address_id, hour, jail_id, count) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count'
  );
  const life = database.prepare<[number, number, number | null, string]>('INSERT INTO life (at, what, jail_id, detail) VALUES (?, ?, ?, ?)');
  return {
    addFailures: ({ hour, count }: Event<'failures'>, addressId: number, jailId: number): void => void failures.run(addressId, hour, jailId, count),
    addLife: ({ at, what, detail }: Event<'life'>, jailId: number | null): void => void life.run(Math.floor(at), WHAT[what], jailId, detail),
  };
}
