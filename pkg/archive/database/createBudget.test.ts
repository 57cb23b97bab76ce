import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewBan } from '../../domain/archivedBan';
import { tooManyBansOf } from '../tooManyBans';
import { BUDGET_BANS } from './createBudget';
import { createReads } from './createReads';
import { createWrites } from './createWrites';
import { migrate } from './migrate';

const T = 1_767_225_600;
const ALL = { from: T - 36_000, to: T + 3599 };
const COUNTRIES = ['DE', 'FR'];

let database: Database;
beforeEach(() => {
  database = new Sqlite(':memory:');
  migrate(database, ':memory:');
  // Four hours, in each a ban of every address; every second one by sshd and from DE.
  const bans = [0, 1, 2, 3].flatMap((hour) =>
    [0, 1, 2, 3].map((index): NewBan => {
      const place = { country: COUNTRIES[index % 2] ?? 'ZZ', asn: null, org: null };
      return { jail: index % 2 ? 'nginx' : 'sshd', address: `192.0.2.${index}`, start: T - 3600 * hour + index, banTime: 60, origin: 'database', place };
    })
  );
  createWrites(database).recordBans(bans);
});
afterEach(() => database.close());

/** As if these hours had so many bans. */
function fill(hours: readonly number[], bans: number): void {
  database.prepare('UPDATE hours_by_jail SET bans = ? WHERE hour IN (SELECT value FROM json_each(?))').run(bans, JSON.stringify(hours.map((hour) => T - 3600 * hour)));
}

/** Addresses are too many, and banned too often, to be looked up one by one. */
function manyAddresses(): void {
  database.exec('UPDATE addresses SET bans = 30000');
}

/** Since when nothing was missed; null where it was not refused for its size. */
function refusal(work: () => unknown): { reached?: unknown } | null {
  try {
    work();
    return null;
  } catch (error) {
    const { code, details } = tooManyBansOf(error) ?? {};
    expect(code).toBe('INVALID_INPUT');
    return { reached: details?.reached };
  }
}

describe('what goes through bans one by one', () => {
  it('is counted up to the budget, and refused beyond it', () => {
    const reads = createReads(database);
    const { from, to } = { from: T - 7200, to: T + 3000 };
    const questions = [
      () => reads.summary({ from, to }),
      () => reads.top({ from, to }, 'address', 5),
      () => reads.top({ from, to }, 'network', 5),
      () => reads.top({ from, to, countries: ['DE'] }, 'jail', 5),
      () => reads.trend({ from, to, jails: ['sshd'] }, 3600, 'country'),
      () => reads.trend({ from, to }, 60, 'jail'),
    ];
    fill([0, 1, 2], Math.floor(BUDGET_BANS / 6));
    expect(questions.map(refusal)).toEqual(questions.map(() => null));
    fill([1], Math.floor(BUDGET_BANS / 6) + 2);
    expect(questions.map(refusal)).toEqual(questions.map(() => ({ reached: undefined })));
  });

  it('is never refused where rollups and totals have it, or its addresses are few', () => {
    fill([0, 1, 2, 3], BUDGET_BANS);
    const reads = createReads(database);
    expect(reads.trend(ALL, 3600, 'jail').length).toBeGreaterThan(0);
    expect(reads.top(ALL, 'country', 5)).toHaveLength(2);
    expect(reads.top(ALL, 'address', 5)).toHaveLength(4);
    expect(reads.summary(ALL)).toEqual({ bans: 16, addresses: 4, newAddresses: 4, repeatOffenders: 4 });
    expect(reads.summary({ from: T - 7200, to: T, minBans: 2 })).toMatchObject({ addresses: 4 });
    expect(reads.history(ALL, 100)).toHaveLength(16);
    expect(reads.history({ ...ALL, countries: ['DE'] }, 100)).toHaveLength(8);
  });

  it('fills pages as far as the budget reaches, and says how far that was', () => {
    manyAddresses();
    fill([0, 1, 2, 3], BUDGET_BANS / 4);
    const reads = createReads(database);
    const rare = [{ minBans: 2 }, { minBans: 2, jails: ['sshd'] }, { countries: ['DE'], jails: ['sshd'] }].map((filter) => ({ ...ALL, ...filter }));
    // Two jails an hour: the budget ends with the second hour.
    for (const filter of rare) {
      const inTwoHours = filter.jails ? 4 : 8;
      expect(reads.history(filter, inTwoHours)).toHaveLength(inTwoHours);
      expect(refusal(() => reads.history(filter, inTwoHours + 1))).toEqual({ reached: T - 3600 });
      const reached = reads.history({ ...filter, from: T - 3600 }, 100);
      expect(reached).toHaveLength(inTwoHours);
      const rest = reads.history({ ...filter, to: T - 3601 }, 100);
      expect(rest).toHaveLength(inTwoHours);
    }
  });

  it('goes through an hour at least', () => {
    manyAddresses();
    fill([0, 1, 2, 3], BUDGET_BANS + 1);
    const reads = createReads(database);
    expect(reads.history({ ...ALL, minBans: 2 }, 4)).toHaveLength(4);
    expect(refusal(() => reads.history({ ...ALL, minBans: 2 }, 5))).toEqual({ reached: T });
    expect(refusal(() => reads.history({ ...ALL, jails: ['sshd'], minBans: 2 }, 5))).toEqual({ reached: T });
  });
});
