import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../domain/address';
import type { ArchiveReads } from '../archiveEngine';
import { createReads } from './createReads';
import { createWrites } from './createWrites';
import { migrate } from './migrate';

/** Statements of the reads, as they were prepared. */
function listening(database: Database): { reads: ArchiveReads; plans(): string[] } {
  const prepared: string[] = [];
  const prepare = database.prepare.bind(database);
  const ear = new Proxy(database, {
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
  const reads = createReads(ear);
  const planOf = (sql: string) =>
    prepare(`EXPLAIN QUERY PLAN ${sql.replace(/@\w+|\?/g, "'1'")}`)
      .all()
      .map((step) => (step as { detail: string }).detail)
      .join('\n');
  return { reads, plans: () => prepared.map(planOf) };
}

describe('the plans of the reads', () => {
  let database: Database;
  beforeEach(() => {
    database = new Sqlite(':memory:');
    migrate(database, ':memory:');
  });
  afterEach(() => void database.close());

  it.each(['as they are', 'after ANALYZE of an odd archive'])('never walk the whole table, %s', (when) => {
    if (when !== 'as they are') {
      const bans = Array.from({ length: 5000 }, (_, i) => ({ jail: 'sshd', address: `10.0.${i >> 8}.${i & 255}`, start: 1000 + (i >> 9), banTime: 1, origin: 'own' as const }));
      createWrites(database).recordBans(bans);
      database.exec('ANALYZE');
    }
    const all = listening(database).plans();
    expect(all.join('\n')).toContain('bans_by_start');
    for (const plan of all) {
      expect(plan).not.toMatch(/SCAN (bans|audit)\b/);
    }
  });

  it('page by time and by jail without sorting', () => {
    const pages = listening(database).plans().filter((plan) => /USING COVERING INDEX bans_by_(start|jail)/.test(plan) && !plan.includes('jails'));
    expect(pages).toHaveLength(2);
    pages.forEach((plan) => expect(plan).not.toContain('TEMP B-TREE'));
  });

  it('answer as before after ANALYZE', () => {
    const ban = { jail: 'sshd', address: '192.0.2.7', start: 5000, banTime: 60, origin: 'database' as const };
    createWrites(database).recordBans([ban]);
    database.exec('ANALYZE');
    const { low, high } = parseAddress('192.0.2.0/24');
    expect(createReads(database).history({ from: 0, to: 9999, addresses: { low, high } }, 10)).toMatchObject([ban]);
  });
});
