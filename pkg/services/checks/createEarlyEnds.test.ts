import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { epochSeconds } from '../ports/clock';
import { createEarlyEnds } from './createEarlyEnds';

const subjects = (findings: ReadonlyArray<{ subject: string | null; value: number }>) => findings.filter(({ value }) => value === 1).map(({ subject }) => subject);
const addressOf = (index: number) => `10.0.${index >> 8}.${index & 255}`;

function heard(count: number) {
  const clock = createFakeClock();
  const now = () => epochSeconds(clock);
  const ends = createEarlyEnds({ archive: createFakeArchive({ now }).port, clock });
  for (let index = 0; index < count; index++) {
    ends.hear({ kind: 'unban', jail: 'sshd', address: addressOf(index), at: now(), cause: 'jail_stopped' });
  }
  const restore = (index: number) => ends.hear({ kind: 'restore', jail: 'sshd', address: addressOf(index), at: now() });
  const found = async (serverSince = now() - 10_000) => subjects(await ends.findings(new Map([['sshd', 0]]), serverSince));
  return { clock, now, ends, restore, found };
}

describe('bans that a restart ended', () => {
  it('are not told while fail2ban restores them one by one, however long that takes', async () => {
    const { clock, now, restore, found } = heard(1000);
    const started = now();
    const told: Array<string | null> = [];
    for (let index = 0; index < 1000; index++) {
      await clock.advance(300);
      restore(index);
      told.push(...(index % 30 === 0 ? await found(started) : []));
    }
    expect(told).toEqual([]);
    await clock.advance(61_000);
    expect(await found(started)).toEqual([]);
  });

  it('are told when most of them did not come back, once none came for a minute', async () => {
    const { clock, restore, found } = heard(1000);
    restore(0);
    await clock.advance(59_000);
    expect(await found()).toEqual([]);
    await clock.advance(1000);
    expect(await found()).toEqual(['sshd']);
  });
});

describe('bans that ended long ago', () => {
  it('are forgotten when others end, also when no rule ever asks', async () => {
    const { clock, ends, now } = heard(1000);
    await clock.advance(631_000);
    ends.hear({ kind: 'unban', jail: 'sshd', address: '192.0.2.1', at: now(), cause: 'unbanned' });
    expect(ends.size()).toBe(1);
  });
});
