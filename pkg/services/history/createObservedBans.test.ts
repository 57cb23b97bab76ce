import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { ActiveBan } from '../../domain/ban';
import { createObservedBans } from './createObservedBans';

const NONE = [1, 2, 3].map((last) => [last, null, null]);

/** Three bans of 6,000 s, told of by fail2ban's database and listed 100 s ago. */
async function restarted({ starts = false } = {}) {
  const clock = createFakeClock();
  const now = Math.floor(clock.now() / 1000);
  const archive = createFakeArchive();
  const fail2ban = { restarts: 0, isListed: true, list: [1, 2, 3], start: now };
  const bans = () => fail2ban.list.map((last): ActiveBan => ({ jail: 'sshd', address: `192.0.2.${last}`, start: fail2ban.start, banTime: 6000, end: fail2ban.start + 6000 }));
  const observed = createObservedBans({
    archive: archive.port,
    activeBans: async () => ({ asOf: Math.floor(clock.now() / 1000), bans: bans() }),
    isListed: () => fail2ban.isListed,
    restarts: () => fail2ban.restarts,
    clock,
  });
  const look = (changed: Partial<typeof fail2ban> = {}, ends = true) => {
    Object.assign(fail2ban, changed);
    return observed.record({ starts, ends });
  };
  const archived = () => archive.port.history({ from: 0, to: now * 2 }, 10);
  const ends = async () => (await archived()).map(({ address, endedAt, endCause }) => [Number(address.slice(-1)), endedAt && endedAt - now, endCause]).sort();
  starts || (await archive.port.recordBans(bans().map(({ end: _end, ...ban }) => ({ ...ban, origin: 'database' }))));
  await look();
  await clock.advance(100_000);
  return { clock, now, archive: archive.port, look, archived, ends };
}

describe('while fail2ban restores what it had banned', () => {
  it('no ban ends before its list has stood still for a minute', async () => {
    const { clock, look, ends } = await restarted();
    for (const list of [[], [1], [1, 2]]) {
      await look({ restarts: 1, list });
      expect(await ends()).toEqual(NONE);
      await clock.advance(50_000);
    }
    await look();
    expect(await ends()).toEqual(NONE);
    await clock.advance(10_000);
    await look();
    expect(await ends()).toEqual([
      [1, null, null],
      [2, null, null],
      [3, 100, 'unbanned'],
    ]);
  });

  it('a ban whose time is over ends all the same', async () => {
    const { clock, look, ends } = await restarted();
    await clock.advance(5_880_000);
    await look({ restarts: 1, list: [] });
    expect(await ends()).toEqual(NONE);
    await clock.advance(20_000);
    await look();
    expect(await ends()).toEqual([1, 2, 3].map((last) => [last, 6000, 'expired']));
  });

  it('bans that were taken for ended go on, save those a person lifted', async () => {
    const { clock, now, archive, look, archived, ends } = await restarted();
    await archive.recordUnbans([{ jail: 'sshd', address: '192.0.2.3', at: now + 99, actor: 'ann' }]);
    await look({ isListed: false, list: [] });
    expect(await ends()).toEqual([
      [1, 100, 'jail_stopped'],
      [2, 100, 'jail_stopped'],
      [3, 99, 'unbanned'],
    ]);
    await clock.advance(1_000);
    await look({ isListed: true, list: [1, 2, 3] });
    expect(await ends()).toEqual([
      [1, null, null],
      [2, null, null],
      [3, 99, 'unbanned'],
    ]);
    expect((await archived()).map(({ origin }) => origin)).toEqual(Array(3).fill('database'));
  });

  it('so do those of before the first look, unless somebody else ended them a moment ago', async () => {
    const { now, archive, look, ends } = await restarted();
    await look({}, false);
    await archive.recordFollowed([85, 75].map((after, i) => ({ kind: 'unban', jail: 'sshd', address: `192.0.2.${i + 1}`, at: now + after, cause: 'unbanned' })), null);
    await look();
    expect(await ends()).toEqual([
      [1, 85, 'unbanned'],
      [2, null, null],
      [3, null, null],
    ]);
  });

  it.each([
    ['its jail was away', { isListed: false }],
    ['it was seen to start anew', { restarts: 1 }],
  ])('no ban is there twice where lists alone tell of it, though it is listed a second later: %s', async (_, how) => {
    const { now, look, ends } = await restarted({ starts: true });
    await look({ ...how, list: [] });
    expect(await look({ isListed: true, list: [1, 2, 3], start: now + 1 })).toBe(0);
    expect(await ends()).toEqual(NONE);
  });
});
