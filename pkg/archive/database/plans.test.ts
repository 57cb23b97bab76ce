import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createListeningDatabase } from '../../../test/fakes/createListeningDatabase';
import { parseAddress } from '../../domain/address';
import type { HistoryFilter } from '../../services/ports/archivePort';
import { banKey } from '../addressRange';
import { createReads } from './createReads';
import { migrate } from './migrate';

/** The reads, with the plans of what they prepare. */
function listening(database: Database) {
  const ear = createListeningDatabase(database);
  const reads = createReads(ear.database);
  return {
    reads,
    atFirst: ear.plans(),
    plansOf(work: () => void): string[] {
      work();
      return ear.plans();
    },
  };
}

const within = (text: string) => {
  const { low, high } = parseAddress(text);
  return { low, high };
};
/** 6000 addresses, too many to look up one by one, and one that is often banned. */
function fill(database: Database): void {
  database.exec("INSERT INTO jails (name) VALUES ('sshd'), ('nginx'); INSERT INTO systems (asn, org) VALUES (64500, 'Example')");
  const address = database.prepare('INSERT INTO addresses (key, country, asn, first_seen, last_seen, bans) VALUES (?, ?, 64500, 1000, 9000, ?)');
  const ban = database.prepare('INSERT INTO bans (address_id, jail_id, start, ban_time, sources, ban_count, lines, country, asn) VALUES (?, 1, ?, 60, 8, 1, 0, ?, 64500)');
  for (let i = 0; i < 6000; i++) {
    const often = i === 77 ? 9 : 1;
    const { lastInsertRowid } = address.run(Buffer.from(banKey(`10.0.${i >> 8}.${i & 255}`), 'hex'), 'DE', often);
    for (let time = 0; time < often; time++) {
      ban.run(lastInsertRowid, 1000 + (i >> 9) + 100 * time, 'DE');
    }
  }
  const { lastInsertRowid } = address.run(Buffer.from(banKey('10.9.9.9'), 'hex'), 'FR', 1);
  database.exec(`
    UPDATE addresses SET asn = 64501 WHERE id = ${lastInsertRowid};
    INSERT INTO bans (address_id, jail_id, start, ban_time, sources, ban_count, lines, country, asn) VALUES (${lastInsertRowid}, 1, 1000, 60, 8, 1, 0, 'FR', 64501);
    INSERT INTO hours_by_jail SELECT start - start % 3600 AS hour, jail_id, count(*) FROM bans GROUP BY 1, 2;
    INSERT INTO hours_by_country SELECT start - start % 3600 AS hour, country, count(*) FROM bans GROUP BY 1, 2;
    INSERT INTO hours_by_asn SELECT start - start % 3600 AS hour, asn, count(*) FROM bans GROUP BY 1, 2;`);
}

const WINDOW = { from: 0, to: 9999 };
const ONE = { addresses: within('10.0.0.77') };
const WIDE = { addresses: within('10.0.0.0/8') };
const BY_ADDRESS = /^SCAN wanted VIRTUAL TABLE INDEX 1:\nSEARCH bans USING (COVERING )?INDEX bans_identity \(address_id=\?/;
const BY_TIME = /^SEARCH bans USING (COVERING )?INDEX bans_by_start \(start>\? AND start<\?\)/;
const BY_HOURS = /^SCAN busy VIRTUAL TABLE INDEX 1:\nSEARCH bans USING (COVERING )?INDEX bans_by_start \(start>\? AND start<\?\)/;
/** What is asked, and the way to the bans. */
const WAYS: Array<[string, Partial<HistoryFilter>, RegExp]> = [
  ['nothing', {}, BY_TIME],
  ['jails', { jails: ['sshd', 'nginx'] }, BY_HOURS],
  ['a country', { countries: ['DE'] }, BY_HOURS],
  ['a large system', { asns: [64500] }, BY_HOURS],
  ['a small system', { asns: [64501] }, BY_ADDRESS],
  ['an address', ONE, BY_ADDRESS],
  ['repeat offenders', { minBans: 5 }, BY_ADDRESS],
  ['repeat offenders of a wide network', { ...WIDE, minBans: 5 }, BY_ADDRESS],
  ['a small system in a wide network', { ...WIDE, asns: [64501] }, BY_ADDRESS],
  ['a wide network', WIDE, BY_TIME],
  ['a jail of a country', { jails: ['sshd'], countries: ['DE'] }, BY_HOURS],
  ['all at once', { ...ONE, jails: ['sshd'], countries: ['DE'], asns: [64500], minBans: 2 }, BY_ADDRESS],
  ['all at once, a wide network', { ...WIDE, jails: ['sshd'], countries: ['DE'], asns: [64500] }, BY_HOURS],
];

describe.each(['as it is', 'after ANALYZE of an odd archive'])('the plans of the reads, %s', (when) => {
  let database: Database;
  beforeEach(() => {
    database = new Sqlite(':memory:');
    migrate(database, ':memory:');
    fill(database);
    if (when !== 'as it is') {
      database.exec('ANALYZE');
    }
  });
  afterEach(() => void database.close());

  it.each(WAYS)('a page of %s', (_what, filter, way) => {
    const { reads, plansOf } = listening(database);
    const plans = plansOf(() => reads.history({ ...WINDOW, ...filter }, 10));
    const page = plans.at(-1) ?? '';
    expect(page).toMatch(way);
    expect(page).not.toMatch(/SCAN (bans|addresses)\b/);
    // Bans of one address come by jail, and those of several hours by hour: these few are sorted. The way through time is not.
    expect(page.includes('TEMP B-TREE')).toBe(way !== BY_TIME);
    // Hours come newest first and no further than they are asked for.
    expect(plans.slice(0, -1).map((plan) => plan.split('\n')[0])).toEqual(way === BY_HOURS ? [expect.stringMatching(/^SEARCH busy USING PRIMARY KEY \(hour>\? AND hour<\?\)$/)] : []);
    expect(plans.slice(0, -1).join('\n')).not.toMatch(/TEMP B-TREE|SCAN hours/);
  });

  it.each(WAYS)('trends, tops and summaries of %s', (_what, filter, way) => {
    const { reads, plansOf } = listening(database);
    // Half an hour cut off: no rollup has it all.
    const asked = { from: 1800, to: 9000, ...filter };
    const plans = plansOf(() => {
      (['jail', 'country', 'asn'] as const).forEach((by) => reads.trend(asked, 60, by));
      (['address', 'network'] as const).forEach((by) => reads.top(asked, by, 10));
      reads.summary(asked);
    }).filter((plan) => !plan.startsWith('SEARCH busy'));
    expect(plans).toHaveLength(6);
    for (const plan of plans) {
      // So short a window is read as a whole.
      expect(plan).toMatch(new RegExp((way === BY_HOURS ? BY_TIME : way).source, 'm'));
      expect(plan).not.toMatch(/SCAN (bans|addresses)\b/);
    }
  });

  it('what is rare is counted in its hours only', () => {
    const { reads, plansOf } = listening(database);
    const [, count] = plansOf(() => reads.summary({ from: 0, to: 999_999, countries: ['DE'] }));
    expect(count).toMatch(new RegExp(BY_HOURS.source, 'm'));
  });

  const ROLLED_UP = (['jail', 'country', 'asn'] as const).flatMap((by) =>
    ([['nothing', {}, true], ['jails', { jails: ['sshd'] }, by === 'jail'], ['countries', { countries: ['DE'] }, by === 'country'], ['systems', { asns: [64500] }, by === 'asn'], ['an address', ONE, false], ['minBans', { minBans: 2 }, false]] as const).map(
      ([what, filter, served]) => ({ by, what, filter, served })
    )
  );
  it.each(ROLLED_UP)('whole hours by $by of $what come from rollups: $served', ({ by, filter, served }) => {
    const { reads, plansOf } = listening(database);
    const plans = plansOf(() => reads.trend({ from: 0, to: 7199, ...filter }, 3600, by)).filter((plan) => !plan.startsWith('SEARCH busy'));
    expect(plans).toHaveLength(1);
    expect(plans[0]?.includes(`SEARCH hours_by_${by} USING PRIMARY KEY (hour>? AND hour<?)`)).toBe(served);
    // An hour that the window cuts is counted.
    const cut = plansOf(() => reads.trend({ from: 1800, to: 7199, ...filter }, 3600, by));
    expect(cut.some((plan) => plan.includes('SEARCH bans'))).toBe(served);
  });

  it('the top of all time comes from the totals', () => {
    const { reads, plansOf } = listening(database);
    expect(plansOf(() => reads.top({ from: 0, to: 99_999 }, 'address', 10))).toEqual(['SEARCH addresses USING INDEX addresses_by_bans (bans>?)']);
  });

  it('all that is prepared beforehand, single rows and look-ups before a page among it, walks no table', () => {
    const { atFirst } = listening(database);
    expect(atFirst.length).toBeGreaterThan(15);
    for (const plan of atFirst) {
      // That index holds only what is looked for.
      expect(plan.replace(/SCAN addresses USING (COVERING )?INDEX addresses_unresolved/, '')).not.toMatch(/SCAN (bans|addresses|audit|unbans|failures|life|ban_lines)\b/);
    }
  });
});
