import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../test/fakes/createFakeArchive';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { createHistoryService } from './createHistoryService';

async function setUp() {
  const clock = createFakeClock();
  const now = Math.floor(clock.now() / 1000);
  const { port } = createFakeArchive();
  const ban = (address: string, start: number) => ({ jail: 'sshd', address, start, banTime: 600, origin: 'database' as const });
  await port.recordBans([ban('192.0.2.1', now - 86_430), ban('192.0.2.2', now - 86_500), ban('192.0.2.3', now - 10), ban('2001:db8::1', now - 5)]);
  const history = createHistoryService({ archive: port, clock, development: true });
  const addresses = async (request: Parameters<typeof history.page>[0]) => (await history.page(request)).bans.map(({ address }) => address);
  return { clock, now, history, addresses };
}

describe('the history', () => {
  it('of a relative range begins a minute early, and of exact times exactly there', async () => {
    const { now, history, addresses } = await setUp();
    expect(await addresses({ range: '24h', limit: 10 })).toEqual(['2001:db8::1', '192.0.2.3', '192.0.2.1']);
    expect(await addresses({ from: now - 86_400, to: now, limit: 10 })).toEqual(['2001:db8::1', '192.0.2.3']);
    expect((await history.page({ from: now - 86_430, to: now - 10, limit: 10 })).from).toBe(now - 86_430);
    expect(await addresses({ from: now - 86_430, to: now - 10, limit: 10 })).toEqual(['192.0.2.3', '192.0.2.1']);
  });

  it('counts a range back from each request anew', async () => {
    const { clock, history } = await setUp();
    const before = await history.page({ range: '24h', limit: 1 });
    await clock.advance(3_600_000);
    const after = await history.page({ range: '24h', limit: 1 });
    expect(after.from - before.from).toBe(3600);
  });

  it('finds addresses and networks of both families', async () => {
    const { addresses } = await setUp();
    expect(await addresses({ range: '7d', search: '192.0.2.3', limit: 10 })).toEqual(['192.0.2.3']);
    expect(await addresses({ range: '7d', search: '2001:db8::/32', limit: 10 })).toEqual(['2001:db8::1']);
    expect(await addresses({ range: '7d', jail: ['nginx'], limit: 10 })).toEqual([]);
  });

  it('chooses buckets that fit the window', async () => {
    const { now, history } = await setUp();
    const bucketOf = async (seconds: number, points?: number) => (await history.trend({ from: now - seconds, to: now, points })).bucket;
    expect([await bucketOf(3600), await bucketOf(86_400), await bucketOf(30 * 86_400), await bucketOf(86_400, 24)]).toEqual([60, 300, 21_600, 3600]);
    await expect(history.trend({ from: 0, to: now, bucket: 60 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
