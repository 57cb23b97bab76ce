import type { Database } from 'better-sqlite3';

/** The same database, which remembers what is prepared with it. `plans` gives the way SQLite goes for each statement since the last time. */
export function createListeningDatabase(database: Database): { database: Database; plans(): string[] } {
  let prepared: string[] = [];
  const prepare = database.prepare.bind(database);
  const listening = new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') {
        return (sql: string) => {
          prepared.push(sql);
          return prepare(sql);
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const planOf = (sql: string) =>
    prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/@\w+|\?/g, "'1'")}`)
      .all()
      .map(({ detail }) => detail)
      .join('\n');
  return {
    database: listening,
    plans() {
      const heard = prepared.map(planOf);
      prepared = [];
      return heard;
    },
  };
}
