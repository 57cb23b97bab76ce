import type { Database } from 'better-sqlite3';

/** Ids of jails. They are looked up anew in each transaction: one that was rolled back took its new jails with it. */
export function createJails(database: Database) {
  const find = database.prepare<[string], number>('SELECT id FROM jails WHERE name = ?').pluck();
  const add = database.prepare<[string], number>('INSERT INTO jails (name) VALUES (?) RETURNING id').pluck();

  return function begin() {
    const ids = new Map<string, number>();
    return (name: string): number => {
      const id = ids.get(name) ?? find.get(name) ?? add.get(name);
      if (id === undefined) {
        throw new Error(`no id for the jail ${name}`);
      }
      ids.set(name, id);
      return id;
    };
  };
}
