import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createAggregateService } from './createAggregateService';

async function setUp() {
  const clock = createFakeClock();
  const now = Math.floor(clock.now() / 1000);
  const { port } = createFakeArchive();
  const ban = (address: string, start: number, country: string) => ({
    jail: 'sshd',
    address,
    start,
    banTime: 600,
    origin: 'database' as const,
    place: { country, asn: null, org: null },
  });
  await port.recordBans([
    ban('192.0.2.1', now - 10, 'DE'),
    ban('192.0.2.2', now - 20, 'FR'),
    ban('192.0.2.1', now - 3620, 'DE'),
    ban('192.0.2.3', now - 7190, 'FR'),
    ban('192.0.2.3', now - 7210, 'FR'),
  ]);
  return { now, aggregates: createAggregateService({ archive: port, clock, development: true }) };
}

describe('what the archive adds up to', () => {
  it('chooses buckets that fit the window', async () => {
    const { now, aggregates } = await setUp();
    const bucketOf = async (seconds: number, points?: number) => (await aggregates.trend({ from: now - seconds, to: now, points })).bucket;
    expect([await bucketOf(3600), await bucketOf(86_400), await bucketOf(30 * 86_400), await bucketOf(86_400, 24)]).toEqual([60, 300, 21_600, 3600]);
    await expect(aggregates.trend({ from: 0, to: now, bucket: 60 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('adds up what is not among the dozen with most bans, in both windows', async () => {
    const clock = createFakeClock();
    const now = Math.floor(clock.now() / 1000);
    const { port } = createFakeArchive();
    const countries = Array.from({ length: 15 }, (_, i) => `A${String.fromCharCode(65 + i)}`);
    const bans = countries.flatMap((country, i) =>
      Array.from({ length: 20 - i }, (_, n) => ({ jail: 'sshd', address: `198.51.${i}.${n}`, start: now - 10 - 3600 * (n % 2), banTime: 600, origin: 'database' as const, place: { country, asn: null, org: null } }))
    );
    await port.recordBans(bans);
    const aggregates = createAggregateService({ archive: port, clock, development: true });
    const { points, previous } = await aggregates.trend({ from: now - 3600, to: now - 1, bucket: 3600, by: 'country', compare: true });
    for (const window of [points, previous ?? []]) {
      expect(new Set(window.map(({ key }) => key))).toEqual(new Set([...countries.slice(0, 12), '*']));
    }
    const sum = (list: typeof points) => list.reduce((total, { bans: count }) => total + count, 0);
    expect(sum(points) + sum(previous ?? [])).toBe(bans.length);
    expect(sum(points.filter(({ key }) => key === '*'))).toBe(4 + 4 + 3);
  });

  it('compares with the window of the same length before, which ends where this one begins', async () => {
    const { now, aggregates } = await setUp();
    const { points, previous, by } = await aggregates.trend({ from: now - 3600, to: now - 1, bucket: 3600, by: 'country', compare: true });
    const sum = (list: typeof points | null) => list?.reduce((total, { bans }) => total + bans, 0);
    expect([by, sum(points), sum(previous)]).toEqual(['country', 2, 2]);
    expect(previous?.map(({ key, bans }) => `${key} ${bans}`).sort()).toEqual(['DE 1', 'FR 1']);
    expect((await aggregates.trend({ from: now - 3600, to: now })).previous).toBeNull();
    const dawn = await aggregates.trend({ from: 0, to: 5, compare: true });
    expect(dawn.previous).toEqual([]);
  });

  it('sums up a window, with the bans of the one before', async () => {
    const { now, aggregates } = await setUp();
    const window = { from: now - 3600, to: now - 1 };
    expect(await aggregates.summary(window)).toMatchObject({ ...window, bans: 2, addresses: 2, newAddresses: 1, repeatOffenders: 1, previousBans: 2 });
    expect(await aggregates.summary({ ...window, country: ['FR'] })).toMatchObject({ bans: 1, previousBans: 1 });
    expect(await aggregates.summary({ ...window, search: '192.0.2.3', minBans: 2 })).toMatchObject({ bans: 0, previousBans: 1 });
  });

  it('names who was banned most', async () => {
    const { now, aggregates } = await setUp();
    const { rows } = await aggregates.top({ from: now - 8000, to: now, by: 'address', limit: 2 });
    expect(rows.map(({ key, bans }) => `${key} ${bans}`).sort()).toEqual(['192.0.2.1 2', '192.0.2.3 2']);
    expect((await aggregates.top({ from: now - 8000, to: now, by: 'network', limit: 2 })).rows).toMatchObject([{ key: '192.0.2.0/24', bans: 5 }]);
  });
});
