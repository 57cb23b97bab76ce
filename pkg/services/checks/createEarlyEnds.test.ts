import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { ArchivedBan } from '../../domain/archivedBan';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import { createCheckNotes } from './createCheckNotes';
import { createEarlyEnds } from './createEarlyEnds';

const subjects = (findings: ReadonlyArray<{ subject: string | null; value: number }>) => findings.filter(({ value }) => value === 1).map(({ subject }) => subject);
const addressOf = (index: number) => `10.0.${index >> 8}.${index & 255}`;
const PLACE = { country: null, asn: null, org: null };
const BAN: ArchivedBan = { ...PLACE, id: 1, jail: 'sshd', address: '', start: 0, banTime: 600, endedAt: null, endCause: null, endedBy: null, origin: 'log', banCount: 1, failures: null, lines: 0, actor: null, addressBans: 1 };
const notesOf = (clock: Clock) => createCheckNotes({ notebook: { read: async () => null, write: async () => {} }, clock, logger: createRecordingLogger().logger });

function heard(count: number) {
  const clock = createFakeClock();
  const now = () => epochSeconds(clock);
  const ends = createEarlyEnds({ archive: createFakeArchive({ now }).port, notes: notesOf(clock), clock });
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

describe('of many bans that ended, some are looked up', () => {
  /** Bans of an hour: how many were lifted early or expired, one kind after the other. */
  async function ended(...kinds: Array<['early' | 'expired', number]>) {
    const clock = createFakeClock();
    const now = () => epochSeconds(clock);
    const archive = createFakeArchive({ now }).port;
    const how = kinds.flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
    let lookups = 0;
    const history: typeof archive.history = async ({ addresses }) => {
      const index = parseInt(addresses?.low.slice(5) ?? '', 16);
      lookups++;
      return [{ ...BAN, address: addressOf(index), start: now() - 4000, endCause: how[index] === 'early' ? 'unbanned' : 'expired' }];
    };
    const ends = createEarlyEnds({ archive: { history }, notes: notesOf(clock), clock });
    how.forEach((_, index) => ends.hear({ kind: 'unban', jail: 'sshd', address: addressOf(index), at: now(), cause: 'unbanned' }));
    await clock.advance(30_000);
    const told = async (running = 0) => (await ends.findings(new Map([['sshd', running]]), 0))[0]?.evidence ?? '';
    return { told, lookups: () => lookups };
  }

  it.each([
    [1000, 200],
    [600, 5000],
  ])('of the first as well as of the last (%i early, then %i that expired)', async (early, expired) => {
    for (const kinds of [[['early', early], ['expired', expired]], [['expired', expired], ['early', early]]] as const) {
      const { told, lookups } = await ended(...kinds.map(([kind, count]): ['early' | 'expired', number] => [kind, count]));
      const [, counted = 0] = /UTC (\d+) bans ended before their time/.exec(await told()) ?? [];
      expect(Number(counted)).toBeGreaterThan(early / 2);
      expect(Number(counted)).toBeLessThan(early * 1.5);
      expect(lookups()).toBeLessThan(300);
    }
  });

  it('and a handful of them is no mass', async () => {
    const { told } = await ended(['expired', 5000], ['early', 30]);
    expect(await told()).toBe('');
  });

  it('and only once, and none where even all of them would be too few', async () => {
    const { told, lookups } = await ended(['early', 1000]);
    expect(await told(4000)).toBe('');
    expect(lookups()).toBe(0);
    expect(await told(3999)).toContain('1000 bans ended');
    const once = lookups();
    expect(await told(0)).toContain('1000 bans ended');
    expect(lookups()).toBe(once);
  });
});
