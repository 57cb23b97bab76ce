import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createHistoryService } from './createHistoryService';

async function setUp() {
  const clock = createFakeClock();
  const now = Math.floor(clock.now() / 1000);
  const { port } = createFakeArchive();
  const ban = (address: string, start: number) => ({ jail: 'sshd', address, start, banTime: 600, origin: 'database' as const });
  await port.recordBans([ban('192.0.2.1', now - 86_430), ban('192.0.2.2', now - 86_500), { ...ban('192.0.2.3', now - 10), matches: ['a line'] }, ban('2001:db8::1', now - 5)]);
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
    expect(await addresses({ range: '7d', jail: [], country: [], asn: [], limit: 10 })).toHaveLength(4);
  });

  it('refuses what is no filter', async () => {
    const { history } = await setUp();
    for (const wrong of [{ country: ['de'] }, { country: ['Germany'] }, { search: 'host.example' }, { range: '24h', from: 5 }, { from: 6, to: 5 }, { range: 'yesterday' }, { after: '1' }]) {
      await expect(history.page({ ...wrong, limit: 1 }), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('gives the lines of a ban, and says when there is no such ban', async () => {
    const { history } = await setUp();
    const [, second] = (await history.page({ range: '24h', limit: 2 })).bans;
    expect(second).toMatchObject({ lines: 1 });
    expect(await history.lines(second?.id ?? 0)).toEqual({ id: second?.id, source: 'database', lines: ['a line'] });
    await expect(history.lines(999)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
