import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Followed, NewBan } from '../../pkg/domain/archivedBan';
import type { ArchivePort } from '../../pkg/services/ports/archivePort';

const T = 1_767_225_600 - (1_767_225_600 % 3600);
const ALL = { from: 0, to: T * 2 };
const DAY = 86_400;

const ban = (address: string, start: number, more: Partial<NewBan> = {}): NewBan => ({ jail: 'sshd', address, start, banTime: 600, origin: 'database', ...more });
const failures = (address: string, hour: number, count: number): Followed => ({ kind: 'failures', jail: 'sshd', address, hour, count });

/** Places, forgetting and maintenance of every implementation of ArchivePort; `make` gives an empty one. */
export function describeArchiveUpkeep(name: string, make: () => Promise<ArchivePort>): void {
  describe(`places and upkeep of ArchivePort: ${name}`, () => {
    let archive: ArchivePort;
    beforeEach(async () => {
      archive = await make();
    });
    afterEach(() => archive.close());

    const addresses = async () => (await archive.history(ALL, 1000)).map(({ address }) => address);
    const countries = async () => Object.fromEntries((await archive.trend(ALL, DAY * 365, 'country')).map(({ key, bans }) => [String(key), bans]));

    it('resolves addresses, and their bans of before with them', async () => {
      await archive.recordBans([ban('192.0.2.1', T), ban('192.0.2.1', T + 1000), ban('192.0.2.2', T), ban('192.0.2.3', T, { place: { country: 'FR', asn: null, org: null } })]);
      expect(await archive.unresolvedCount()).toBe(2);
      const [first, ...others] = await archive.unresolved(10);
      expect(await archive.unresolved(10, first?.id)).toEqual(others);
      expect(await archive.unresolved(1)).toEqual([first]);
      await archive.setGeo([{ id: first?.id ?? 0, country: 'DE', asn: 64500, org: 'Example' }]);
      expect(await archive.unresolvedCount()).toBe(1);
      expect(first?.address).toBe('192.0.2.1');
      expect(await countries()).toEqual({ DE: 2, FR: 1, null: 1 });
      expect(await archive.history({ ...ALL, asns: [64500] }, 10)).toMatchObject([0, 1].map(() => ({ address: '192.0.2.1', country: 'DE', asn: 64500, org: 'Example' })));
      expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
    });

    it('gives a new ban the place that its address is known to have', async () => {
      await archive.recordBans([ban('192.0.2.1', T)]);
      await archive.recordBans([ban('192.0.2.1', T + 1000, { place: { country: 'DE', asn: 1, org: 'One' } })]);
      await archive.recordFollowed([{ kind: 'ban', jail: 'sshd', address: '192.0.2.1', at: T + 3000, banTime: 600 }], 'p');
      expect(await countries()).toEqual({ DE: 3 });
      expect((await archive.address('192.0.2.1')).place).toEqual({ country: 'DE', asn: 1, org: 'One' });
    });

    it.each([
      ['a system', { country: 'DE', asn: null, org: null }, { country: null, asn: 2, org: 'Two' }, { country: 'DE', asn: 2, org: 'Two' }],
      ['a country', { country: null, asn: 1, org: 'One' }, { country: 'FR', asn: null, org: null }, { country: 'FR', asn: 1, org: 'One' }],
      ['another country', { country: 'DE', asn: 1, org: 'One' }, { country: 'FR', asn: null, org: null }, { country: 'FR', asn: 1, org: 'One' }],
    ])('keeps what it knows of a place when a source knows only %s', async (_, first, second, both) => {
      await archive.recordBans([ban('192.0.2.1', T, { place: first })]);
      await archive.recordBans([ban('192.0.2.1', T + 1000, { place: second })]);
      expect((await archive.address('192.0.2.1')).place).toEqual(both);
      expect(await archive.history(ALL, 10)).toMatchObject([both, both]);
      expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
    });

    it('keeps a known system when only a country is found', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { place: { country: null, asn: 1, org: 'One' } })]);
      const [row] = await archive.unresolved(10);
      await archive.setGeo([{ id: row?.id ?? 0, country: 'DE', asn: null, org: null }]);
      expect(await archive.history(ALL, 10)).toMatchObject([{ country: 'DE', asn: 1, org: 'One' }]);
    });

    it('goes through addresses with a country and without a system, a bounded number at once', async () => {
      const place = (country: string | null, asn: number | null = null) => ({ place: { country, asn, org: null } });
      await archive.recordBans([
        ban('192.0.2.1', T, place('DE')),
        ban('192.0.2.2', T, place('DE', 1)),
        ban('192.0.2.3', T, place('ZZ')),
        ban('192.0.2.4', T, place(null)),
        ban('192.0.2.5', T, place('FR')),
      ]);
      const found: unknown[] = [];
      let calls = 0;
      for (let afterId: number | null = 0; afterId !== null; calls++) {
        const page: Awaited<ReturnType<ArchivePort['withoutSystem']>> = await archive.withoutSystem(2, afterId);
        found.push(...page.addresses.map(({ address, country }) => [address, country]));
        afterId = page.next;
      }
      expect(found).toEqual([['192.0.2.1', 'DE'], ['192.0.2.5', 'FR']]);
      expect(calls).toBe(3);
    });

    it('forgets what is old and over, and who is unknown then', async () => {
      await archive.recordBans([
        ban('192.0.2.1', T - DAY),
        ban('192.0.2.1', T + 5),
        ban('192.0.2.2', T - DAY, { matches: ['line'] }),
        ban('192.0.2.3', T - DAY, { banTime: -1 }),
        ban('192.0.2.4', T - DAY, { banTime: 2 * DAY }),
        ban('192.0.2.5', T - DAY, { banTime: -1 }),
      ]);
      await archive.recordUnbans([{ jail: null, address: '192.0.2.5', at: T - 60, actor: 'ann' }]);
      await archive.recordFollowed(
        [
          failures('192.0.2.2', T - 7200, 4),
          failures('192.0.2.6', T - 7200, 5),
          failures('192.0.2.7', T, 1),
          { kind: 'life', at: T - 10, what: 'server_started', jail: null, detail: '' },
          { kind: 'life', at: T + 10, what: 'server_stopped', jail: null, detail: '' },
        ],
        'p'
      );
      expect(await archive.forget({ bans: null, failures: 0, life: 0 })).toEqual({ bans: 0, failures: 0, unbans: 0, addresses: 0, done: true });
      expect(await archive.forget({ bans: T, failures: T, life: T })).toEqual({ bans: 3, failures: 9, unbans: 1, addresses: 3, done: true });
      expect((await addresses()).sort()).toEqual(['192.0.2.1', '192.0.2.3', '192.0.2.4']);
      expect(await archive.size()).toMatchObject({ bans: 3, addresses: 4 });
      expect(await archive.address('192.0.2.1')).toMatchObject({ bans: 1, firstBan: T + 5 });
      expect((await archive.life(0, 2 * T, 10)).map(({ at }) => at)).toEqual([T + 10]);
      expect(await countries()).toEqual({ null: 3 });
      expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
    });

    it('forgets a bounded number at once, and all in the end', async () => {
      await archive.recordBans(Array.from({ length: 6000 }, (_, i) => ban(`10.0.${i >> 8}.${i & 255}`, T - 10_000 + i)));
      let forgotten = 0;
      for (let done = false; !done;) {
        const round = await archive.forget({ bans: T, failures: T, life: T });
        forgotten += round.bans;
        ({ done } = round);
      }
      expect(forgotten).toBe(6000);
      expect(await archive.size()).toMatchObject({ bans: 0, addresses: 0 });
    });

    it('erases one address and nobody else', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { matches: ['line'] }), ban('192.0.2.1', T + 1000, { jail: 'nginx' }), ban('192.0.2.2', T), ban('192.0.2.0/24', T)]);
      await archive.recordFollowed([failures('192.0.2.1', T, 7), failures('192.0.2.2', T, 1)], 'p');
      const unban = (address: string) => ({ jail: null, address, at: T + 1, actor: 'ann' });
      await archive.recordUnbans([unban('192.0.2.1'), unban('192.0.2.2'), unban('192.0.2.0/24')]);
      expect(await archive.erase('192.0.2.1')).toEqual({ bans: 2, unbans: 1, failures: 7 });
      expect(await archive.erase('192.0.2.1')).toEqual({ bans: 0, unbans: 0, failures: 0 });
      expect((await addresses()).sort()).toEqual(['192.0.2.0/24', '192.0.2.2']);
      expect(await archive.address('192.0.2.1')).toMatchObject({ bans: 0, failures: [], firstBan: null, unbans: [{ address: '192.0.2.0/24' }] });
      expect((await archive.address('192.0.2.2')).failures).toHaveLength(1);
      expect(await countries()).toEqual({ null: 2 });
      expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
    });

    it('takes nothing in again that began before it was erased, and what comes later as ever', async () => {
      const now = Math.floor(Date.now() / 1000);
      await archive.recordBans([ban('192.0.2.1', T), ban('root', T)]);
      expect([await archive.erase('192.0.2.1'), await archive.erase('root')]).toMatchObject([{ bans: 1 }, { bans: 1 }]);
      const followed = (kind: 'ban' | 'restore', at: number): Followed => ({ kind, jail: 'sshd', address: '192.0.2.1', at, banTime: 600 });
      await archive.recordUnbans([{ jail: null, address: '192.0.2.1', at: T + 5, actor: 'ann' }]);
      expect(await archive.recordBans([ban('192.0.2.1', T), ban('192.0.2.1', T + 5, { origin: 'own' }), ban('192.0.2.1', T + 9000, { origin: 'observed' }), ban('root', T)])).toBe(0);
      expect(await archive.recordFollowed([followed('ban', T + 20_000), failures('192.0.2.1', T, 4), followed('restore', now + 4000)], 'p')).toBe(0);
      expect(await addresses()).toEqual([]);
      expect(await archive.address('192.0.2.1')).toMatchObject({ unbans: [], failures: [] });
      expect(await archive.size()).toMatchObject({ addresses: 0 });
      expect(await archive.recordBans([ban('192.0.2.1', now + 5000), ban('192.0.2.2', T)])).toBe(2);
      expect(await archive.recordFollowed([followed('restore', now + 5100)], 'p')).toBe(0);
      expect((await addresses()).sort()).toEqual(['192.0.2.1', '192.0.2.2']);
    });

    it('leaves what was erased erased, whatever the address does later', async () => {
      const now = Math.floor(Date.now() / 1000);
      const hour = now - (now % 3600);
      const restored = (jail: string, at: number): Followed => ({ kind: 'restore', jail, address: '192.0.2.1', at, banTime: -1 });
      await archive.recordBans([ban('192.0.2.1', T, { banTime: -1 })]);
      await archive.erase('192.0.2.1');
      await archive.recordFollowed([failures('192.0.2.1', hour, 3)], 'p');
      expect(await archive.size(), 'failures of its hour').toMatchObject({ addresses: 0 });
      await archive.recordFollowed([failures('192.0.2.1', hour + 3600, 2), restored('sshd', now + 8000)], 'p');
      expect(await archive.address('192.0.2.1')).toMatchObject({ bans: 0, failures: [{ hour: hour + 3600, count: 2 }] });
      await archive.recordBans([ban('192.0.2.1', now + 9000)]);
      await archive.recordFollowed([restored('nginx', now + 9100), restored('sshd', now + 9100)], 'p');
      expect(await archive.address('192.0.2.1'), 'that of another jail').toMatchObject({ bans: 1 });
    });

    it('is found sound, is copied and measured', async () => {
      await archive.recordBans([ban('192.0.2.1', T), ban('192.0.2.1', T + 1000)]);
      await archive.optimize();
      expect(await archive.integrity()).toEqual([]);
      expect(await archive.backup()).toEqual({ file: expect.stringMatching(/archive\.sqlite\.backup$/), bytes: expect.any(Number) });
      expect(await archive.size()).toEqual({ bytes: expect.any(Number), bans: 2, addresses: 1 });
    });
  });
}
