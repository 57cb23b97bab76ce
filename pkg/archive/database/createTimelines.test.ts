import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReads } from './createReads';
import { createWrites } from './createWrites';
import { migrate } from './migrate';

const T = 1_767_225_600;

describe('the row of a ban', () => {
  let database: Database;
  beforeEach(() => {
    database = new Sqlite(':memory:');
    migrate(database, ':memory:');
  });
  afterEach(() => void database.close());

  const bytes = () => database.prepare<[], number>("SELECT sum(payload) FROM dbstat WHERE name = 'bans'").pluck().get();

  it.each([0, 1])('does not grow when the ban ends %d seconds after its time', (late) => {
    const writes = createWrites(database);
    const of = { jail: 'sshd', address: '192.0.2.1' };
    writes.recordFollowed([{ kind: 'ban', ...of, at: T, banTime: 86_400 }], null);
    const running = bytes();
    expect(running).toBeGreaterThan(20);
    writes.recordFollowed([{ kind: 'unban', ...of, at: T + 86_400 + late, cause: 'unbanned' }], null);
    expect(createReads(database).history({ from: T, to: T }, 1)).toMatchObject([{ endedAt: T + 86_400 + late, endCause: 'expired' }]);
    expect(bytes()).toBe(running);
  });
});
