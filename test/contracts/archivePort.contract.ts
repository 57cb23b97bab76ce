import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewBan } from '../../pkg/domain/archivedBan';
import { parseAddress } from '../../pkg/domain/address';
import type { ArchivePort, AuditEntry, HistoryFilter } from '../../pkg/services/ports/archivePort';

const T = 1_767_225_600;
const ALL = { from: 0, to: T * 2 };

const ban = (address: string, start: number, more: Partial<NewBan> = {}): NewBan => ({ jail: 'sshd', address, start, banTime: 600, origin: 'database', ...more });

/** What every implementation of ArchivePort must do; `make` gives an empty one. */
export function describeArchivePort(name: string, make: () => Promise<ArchivePort>): void {
  describe(`ArchivePort: ${name}`, () => {
    let archive: ArchivePort;
    beforeEach(async () => {
      archive = await make();
    });
    afterEach(() => archive.close());

    const all = (filter: Partial<HistoryFilter> = {}) => archive.history({ ...ALL, ...filter }, 1000);
    const addresses = async (filter: Partial<HistoryFilter> = {}) => (await all(filter)).map(({ address }) => address);
    const within = (text: string) => {
      const { low, high } = parseAddress(text);
      return { addresses: { low, high } };
    };

    it('keeps all that is told of a ban', async () => {
      const told = { jail: 'sshd', address: '2001:db8::7', start: T, banTime: -1, origin: 'own' as const, banCount: 3, failures: 5, actor: 'ann' };
      const place = { country: 'DE', asn: 64500, org: 'Example' };
      expect(await archive.recordBans([{ ...told, place, matches: ['a "line"', 'ü'] }])).toBe(1);
      const [kept] = await all();
      expect(kept).toEqual({ ...told, ...place, id: expect.any(Number), endedAt: null, endCause: null, endedBy: null, lines: 2, addressBans: 1 });
      expect(await archive.lines(kept?.id ?? 0)).toMatchObject({ lines: ['a "line"', 'ü'] });
    });

    it('has defaults for what is not told', async () => {
      await archive.recordBans([ban('192.0.2.7', T, { origin: 'observed' })]);
      expect(await all()).toMatchObject([{ banCount: 1, failures: null, lines: 0, actor: null, endedAt: null, origin: 'observed', country: null, asn: null, org: null }]);
    });

    it('counts what is new, and takes what it is told again for the same', async () => {
      const bans = [ban('192.0.2.1', T), ban('192.0.2.2', T), ban('192.0.2.1', T, { jail: 'nginx' }), ban('192.0.2.1', T + 1)];
      expect(await archive.recordBans(bans)).toBe(4);
      expect(await archive.recordBans([...bans, ban('192.0.2.3', T)])).toBe(1);
      expect(await archive.recordBans([])).toBe(0);
      expect(await all()).toHaveLength(5);
    });

    it.each([-2, -1, 0, 1, 2])('makes one row of our own record and of the one of fail2ban %i s apart, in either order', async (apart) => {
      const own = (address: string) => ban(address, T, { origin: 'own', actor: 'ann', banTime: 600, matches: ['own'] });
      const theirs = (address: string) => ban(address, T + apart, { banTime: 1200, banCount: 2, failures: 5, matches: ['theirs'] });
      await archive.recordBans([own('192.0.2.1')]);
      expect(await archive.recordBans([theirs('192.0.2.1')])).toBe(0);
      await archive.recordBans([theirs('192.0.2.2')]);
      expect(await archive.recordBans([own('192.0.2.2')])).toBe(0);
      const one = { start: T + apart, banTime: 1200, banCount: 2, failures: 5, lines: 1, actor: 'ann', origin: 'database' };
      const both = await all();
      expect(both).toMatchObject([one, one]);
      expect(await Promise.all(both.map(({ id }) => archive.lines(id)))).toEqual([0, 1].map(() => ({ source: 'database', lines: ['theirs'] })));
      expect(await archive.recordBans([own('192.0.2.1'), theirs('192.0.2.1')])).toBe(0);
      expect(await all()).toHaveLength(2);
    });

    it('lets what was only observed give way', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { origin: 'observed' })]);
      expect(await archive.recordBans([ban('192.0.2.1', T + 1, { origin: 'own', actor: 'ann' })])).toBe(0);
      expect(await archive.recordBans([ban('192.0.2.1', T + 2, { origin: 'observed', banTime: 5 })])).toBe(0);
      expect(await all()).toMatchObject([{ start: T + 1, origin: 'own', banTime: 600, actor: 'ann' }]);
    });

    it('keeps two bans apart: 3 s between, one source, another jail, an unban between', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { origin: 'own' })]);
      expect(await archive.recordBans([ban('192.0.2.1', T + 3)])).toBe(1);
      await archive.recordBans([ban('192.0.2.2', T)]);
      expect(await archive.recordBans([ban('192.0.2.2', T + 2)])).toBe(1);
      await archive.recordBans([ban('192.0.2.3', T, { origin: 'own' })]);
      expect(await archive.recordBans([ban('192.0.2.3', T, { jail: 'nginx' })])).toBe(1);
      await archive.recordBans([ban('192.0.2.4', T, { origin: 'own' })]);
      await archive.recordUnbans([{ jail: 'sshd', address: '192.0.2.4', at: T + 1, actor: 'ann' }]);
      expect(await archive.recordBans([ban('192.0.2.4', T + 2)])).toBe(1);
    });

    it('takes the nearest of several for the same ban', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { origin: 'own' }), ban('192.0.2.1', T + 2, { origin: 'own', actor: 'ann' })]);
      expect(await archive.recordBans([ban('192.0.2.1', T + 3, { banTime: 9 })])).toBe(0);
      expect(await all()).toMatchObject([{ start: T + 3, banTime: 9, actor: 'ann' }, { start: T }]);
    });

    it('moves the cursor with the bans', async () => {
      expect(await archive.syncCursor()).toBeNull();
      await archive.recordBans([ban('192.0.2.1', T)], { rowid: 7, fingerprint: 'a' });
      expect(await archive.syncCursor()).toEqual({ rowid: 7, fingerprint: 'a' });
      await archive.recordBans([ban('192.0.2.1', T)]);
      await archive.recordBans([], { rowid: 9, fingerprint: 'b' });
      expect(await archive.syncCursor()).toEqual({ rowid: 9, fingerprint: 'b' });
    });

    it('ends the running bans that an unban hits', async () => {
      await archive.recordBans([
        ban('192.0.2.1', T),
        ban('192.0.2.1', T, { jail: 'nginx' }),
        ban('192.0.2.2', T, { banTime: -1 }),
        ban('192.0.2.3', T - 1000),
        ban('192.0.2.4', T + 100),
      ]);
      const unban = (address: string, jail: string | null = null) => archive.recordUnbans([{ jail, address, at: T + 10, actor: 'ann' }]);
      expect(await unban('192.0.2.1', 'sshd')).toBe(1);
      expect(await unban('192.0.2.1', 'sshd')).toBe(0);
      expect(await unban('192.0.2.1', 'no-such-jail')).toBe(0);
      expect(await unban('192.0.2.1')).toBe(1);
      expect(await unban('192.0.2.2')).toBe(1);
      expect(await unban('192.0.2.3'), 'has expired').toBe(0);
      expect(await unban('192.0.2.4'), 'began later').toBe(0);
      expect((await all()).filter(({ endedAt }) => endedAt === T + 10)).toHaveLength(3);
    });

    it('ends everything inside a network, and nothing wider', async () => {
      const inside = ['198.51.100.1', '198.51.100.64/26', '198.51.100.0/25'];
      await archive.recordBans(['198.51.100.0/24', '198.51.101.1', '2001:db8::1', ...inside].map((address) => ban(address, T)));
      expect(await archive.recordUnbans([{ jail: null, address: '198.51.100.0/25', at: T + 1, actor: null }])).toBe(3);
      expect((await all()).filter(({ endedAt }) => endedAt !== null).map(({ address }) => address).sort()).toEqual(inside.sort());
      expect(await archive.recordUnbans([{ jail: null, address: '2001:db8::/32', at: T + 1, actor: null }])).toBe(1);
    });

    it('keeps the end of a ban that is told again', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { origin: 'own' })]);
      await archive.recordUnbans([{ jail: null, address: '192.0.2.1', at: T + 5, actor: null }]);
      expect(await archive.recordBans([ban('192.0.2.1', T + 1)])).toBe(0);
      expect(await all()).toMatchObject([{ start: T + 1, endedAt: T + 5 }]);
    });

    it('pages newest first without gaps or repetitions, also within one second', async () => {
      const bans = Array.from({ length: 25 }, (_, i) => ban(`192.0.2.${i}`, T + Math.floor(i / 10), { jail: i % 2 ? 'sshd' : 'nginx' }));
      await archive.recordBans(bans);
      for (const filter of [{}, { jails: ['sshd', 'nginx'] }, within('192.0.2.0/24')]) {
        const whole = await all(filter);
        expect(whole.map(({ start }) => start)).toEqual(bans.map(({ start }) => start).reverse());
        const pages = [];
        for (let after; ; after = pages.at(-1)) {
          const page = await archive.history({ ...ALL, ...filter }, 7, after && { start: after.start, id: after.id });
          expect(page.length).toBeLessThanOrEqual(7);
          if (page.length === 0) {
            break;
          }
          pages.push(...page);
        }
        expect(pages).toEqual(whole);
      }
    });

    it('takes both ends of a time range', async () => {
      await archive.recordBans([0, 1, 2, 3].map((after) => ban(`192.0.2.${after}`, T + after)));
      expect(await addresses({ from: T + 1, to: T + 2 })).toEqual(['192.0.2.2', '192.0.2.1']);
    });

    it('filters by jails', async () => {
      await archive.recordBans(['sshd', 'nginx', 'mail'].map((jail, i) => ban(`192.0.2.${i}`, T + i, { jail })));
      expect(await addresses({ jails: ['mail', 'sshd', 'no-such-jail'] })).toEqual(['192.0.2.2', '192.0.2.0']);
      expect(await addresses({ jails: [] })).toEqual([]);
      expect(await addresses({ jails: ['nginx'], ...within('192.0.2.0/31') })).toEqual(['192.0.2.1']);
    });

    it('filters by address and network, and finds the networks that hold an address', async () => {
      const told = ['192.0.2.7', '192.0.2.0/24', '192.0.0.0/16', '192.0.3.0', '2001:db8::7', '2001:db8::/32', '2001:db9::1', '4.192.0.2'];
      await archive.recordBans(told.map((address, i) => ban(address, T - i)));
      expect(await addresses(within('192.0.2.7'))).toEqual(['192.0.2.7', '192.0.2.0/24', '192.0.0.0/16']);
      expect(await addresses(within('192.0.2.8'))).toEqual(['192.0.2.0/24', '192.0.0.0/16']);
      expect(await addresses(within('192.0.2.0/23'))).toEqual(['192.0.2.7', '192.0.2.0/24', '192.0.0.0/16', '192.0.3.0']);
      expect(await addresses(within('2001:db8::/64'))).toEqual(['2001:db8::7', '2001:db8::/32']);
      expect(await addresses(within('0.0.0.0/0'))).toEqual(['192.0.2.7', '192.0.2.0/24', '192.0.0.0/16', '192.0.3.0', '4.192.0.2']);
    });

    it('keeps what a jail banned that is no address', async () => {
      await archive.recordBans([ban('some user', T), ban('other/24', T)]);
      expect(await archive.recordBans([ban('some user', T)])).toBe(0);
      expect((await addresses()).sort()).toEqual(['other/24', 'some user']);
      expect(await addresses(within('::/0'))).toEqual([]);
      expect(await archive.recordUnbans([{ jail: 'sshd', address: 'some user', at: T + 1, actor: null }])).toBe(1);
    });

    it('keeps the audit, newest first', async () => {
      const entry: Omit<AuditEntry, 'id'> = { at: T, actor: 'ann', org: 1, role: 'Admin', host: 'h', action: 'jail_stop', result: 'done', request: '{"a":1}', reply: '{}' };
      for (let i = 0; i < 5; i++) {
        await archive.recordAudit({ ...entry, at: T + i });
      }
      const newest = await archive.auditTrail(2);
      expect(newest).toEqual([4, 3].map((i) => ({ ...entry, at: T + i, id: expect.any(Number) })));
      const older = await archive.auditTrail(10, newest.at(-1)?.id);
      expect(older.map(({ at }) => at)).toEqual([T + 2, T + 1, T]);
    });

    it('takes many bans at once', async () => {
      const many = Array.from({ length: 2000 }, (_, i) => ban(`10.0.${i >> 8}.${i & 255}`, T + i));
      expect(await archive.recordBans(many)).toBe(2000);
      expect((await archive.history(ALL, 3)).map(({ start }) => start)).toEqual([T + 1999, T + 1998, T + 1997]);
    });

    it('refuses work once it is closed, and may be closed twice', async () => {
      const late = archive.recordBans([ban('192.0.2.1', T)]);
      await archive.close();
      expect(await late).toBe(1);
      await archive.close();
      await expect(archive.recordBans([])).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
      await expect(archive.history(ALL, 1)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    });
  });
}
