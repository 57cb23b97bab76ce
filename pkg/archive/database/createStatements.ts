import type { Database, Statement } from 'better-sqlite3';

/** Prepares what has not been asked for yet: filters make a few dozen statements, never one of their values. */
export function createStatements(database: Database): <Row>(sql: string) => Statement<[object], Row> {
  const prepared = new Map<string, Statement<[object], unknown>>();
  return <Row>(sql: string) => {
    const known = prepared.get(sql) ?? database.prepare<[object], unknown>(sql);
    prepared.set(sql, known);
    // Whoever writes the statement knows its columns.
    return known as Statement<[object], Row>;
  };
}
