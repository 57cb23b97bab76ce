import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Followed, NewBan, NewUnban } from '../../pkg/domain/archivedBan';
import type { ArchivePort } from '../../pkg/services/ports/archivePort';

const T = 1_767_225_600;
const ALL = { from: 0, to: T * 2 };
const IP = '192.0.2.1';

const at = (after: number) => ({ jail: 'sshd', address: IP, at: T + after });
const banned = (after: number, banTime: number | null = 600): Followed => ({ kind: 'ban', ...at(after), banTime });
const restored = (after: number, banTime: number | null = 600): Followed => ({ kind: 'restore', ...at(after), banTime });
const unbanned = (after: number, cause: 'unbanned' | 'jail_stopped' | 'flushed' = 'unbanned'): Followed => ({ kind: 'unban', ...at(after), cause });
const stored = (after: number, more: Partial<NewBan> = {}): NewBan => ({ jail: 'sshd', address: IP, start: T + after, banTime: 600, origin: 'database', ...more });

/** What every implementation of ArchivePort makes of the followed log; `make` gives an empty one. */
export function describeArchiveFollow(name: string, make: () => Promise<ArchivePort>): void {
  describe(`the followed log in ArchivePort: ${name}`, () => {
    let archive: ArchivePort;
    beforeEach(async () => {
      archive = await make();
    });
    afterEach(() => archive.close());

    const follow = (...events: Followed[]) => archive.recordFollowed(events, 'p');
    const rows = async () => (await archive.history(ALL, 1000)).reverse().map((row) => ({ ...row, start: row.start - T, endedAt: row.endedAt && row.endedAt - T }));

    it('makes a row of a ban that nothing else knows, corrected by the database later', async () => {
      expect(await follow({ ...banned(100), matches: ['from the log'] } as Followed)).toBe(1);
      const [row] = await rows();
      expect(row).toMatchObject({ start: 100, banTime: 600, origin: 'log', lines: 1, endedAt: null });
      expect(await archive.recordBans([stored(20, { banTime: 1200, banCount: 2, failures: 5, matches: ['a', 'b'] })])).toBe(0);
      expect(await rows()).toMatchObject([{ start: 20, banTime: 1200, banCount: 2, failures: 5, origin: 'database', lines: 2 }]);
      expect(await archive.lines(row?.id ?? 0)).toEqual({ source: 'database', lines: ['a', 'b'] });
    });

    it.each([-2, -1, 0, 1, 90, 599])('finds the row of the database for what was logged %i s after its start', async (late) => {
      await archive.recordBans([stored(0)]);
      expect(await follow(banned(late))).toBe(0);
      expect(await follow(banned(late)), 'told twice').toBe(0);
      expect(await rows()).toMatchObject([{ start: 0, origin: 'database' }]);
    });

    it('keeps what the log told where the database has no lines', async () => {
      await archive.recordBans([stored(0)]);
      await follow({ ...banned(0), matches: ['from the log'] } as Followed);
      const [row] = await rows();
      expect(await archive.lines(row?.id ?? 0)).toEqual({ source: 'log', lines: ['from the log'] });
      await archive.recordBans([stored(0, { matches: [] })]);
      expect(await rows()).toMatchObject([{ lines: 1 }]);
    });

    it('takes a ban logged after the time of the known one for another', async () => {
      await archive.recordBans([stored(0)]);
      expect(await follow(banned(603))).toBe(1);
      expect(await rows()).toMatchObject([{ start: 0, endedAt: null }, { start: 603, origin: 'log' }]);
    });

    it('gives the log line to the latest ban that had begun, also when that one is told of last', async () => {
      await follow(banned(500), unbanned(1100));
      await archive.recordBans([stored(0)]);
      expect(await archive.recordBans([stored(499)])).toBe(1);
      expect(await rows()).toMatchObject([
        { start: 0, endedAt: 499, endCause: null },
        { start: 499, endedAt: 1100, endCause: 'expired' },
      ]);
    });

    it('tells an expiry from an unban, a jail that stops and a flush', async () => {
      await follow(banned(0), unbanned(600), banned(1000), unbanned(1010), banned(2000), unbanned(2010, 'jail_stopped'), banned(3000), unbanned(3010, 'flushed'));
      await follow(banned(4000, -1), unbanned(9000));
      expect((await rows()).map(({ endedAt, endCause, endedBy }) => [endedAt, endCause, endedBy])).toEqual([
        [600, 'expired', null],
        [1010, 'unbanned', null],
        [2010, 'jail_stopped', null],
        [3010, 'flushed', null],
        [9000, 'unbanned', null],
      ]);
    });

    it('takes an unban for that of the ban which was logged, though the database knows of another since that second', async () => {
      await archive.recordBans([stored(0, { banTime: 2 }), stored(3)]);
      const told = [banned(0, 2), unbanned(3), banned(4)];
      await follow(...told);
      const ended = [
        { start: 0, endedAt: 3, endCause: 'expired', origin: 'database' },
        { start: 3, endedAt: null, endCause: null, origin: 'database' },
      ];
      expect(await rows()).toMatchObject(ended);
      await follow(...told.slice(1));
      expect(await rows(), 'told twice').toMatchObject(ended);
    });

    it('judges an end anew when the database corrects the time of the ban', async () => {
      await follow(banned(300), unbanned(600));
      expect(await rows()).toMatchObject([{ endCause: 'unbanned' }]);
      await archive.recordBans([stored(0)]);
      expect(await rows()).toMatchObject([{ start: 0, endedAt: 600, endCause: 'expired' }]);
    });

    it('knows who unbanned, whether the log or the person told first', async () => {
      const ann = { jail: null, address: IP, at: T + 50, actor: 'ann' };
      await follow(banned(0));
      expect(await archive.recordUnbans([ann])).toBe(1);
      await follow(unbanned(51), banned(1000), unbanned(1049));
      expect(await archive.recordUnbans([{ ...ann, at: T + 1050 }])).toBe(1);
      const end = { endCause: 'unbanned', endedBy: 'ann' };
      expect(await rows()).toMatchObject([
        { ...end, endedAt: 51 },
        { ...end, endedAt: 1049 },
      ]);
    });

    it.each([IP, '192.0.2.0/24'])('ends a ban by an unban of %s that was told before the ban', async (address) => {
      expect(await archive.recordUnbans([{ jail: 'sshd', address, at: T + 5, actor: 'ann' }])).toBe(0);
      await follow(banned(0));
      expect(await rows()).toMatchObject([{ endedAt: 5, endCause: 'unbanned', endedBy: 'ann' }]);
      await follow({ kind: 'ban', jail: 'nginx', address: IP, at: T, banTime: 600 }, { kind: 'ban', jail: 'sshd', address: '192.0.3.1', at: T, banTime: 600 });
      expect((await rows()).filter(({ endedAt }) => endedAt !== null)).toHaveLength(1);
    });

    it('does not end a ban by the unban of the one before', async () => {
      await archive.recordBans([stored(0, { origin: 'own' })]);
      await archive.recordUnbans([{ jail: null, address: IP, at: T + 1, actor: 'ann' }]);
      await archive.recordBans([stored(2, { origin: 'own' })]);
      await follow(banned(0), unbanned(1), banned(2));
      expect(await rows()).toMatchObject([
        { start: 0, endedAt: 1, endedBy: 'ann' },
        { start: 2, endedAt: null },
      ]);
    });

    it('gives an unban that was taken for the next ban back to the one it ended', async () => {
      await archive.recordUnbans([{ jail: 'sshd', address: IP, at: T + 5, actor: 'ann' }]);
      await archive.recordBans([stored(7)]);
      await follow(banned(0), unbanned(5), banned(7), unbanned(10));
      expect(await rows()).toMatchObject([
        { start: 0, endedAt: 5, endedBy: 'ann' },
        { start: 7, endedAt: 10, endedBy: null },
      ]);
    });

    it('ends the ban before one that began by its failures, and that the log has not told of yet', async () => {
      await archive.recordBans([stored(0, { banTime: 30 }), stored(28), stored(1000), stored(1030)]);
      await follow(banned(2), unbanned(30), banned(32), unbanned(100));
      await follow(banned(1000), unbanned(1034, 'jail_stopped'), banned(1036));
      expect(await rows()).toMatchObject([
        { start: 0, endedAt: 30, endCause: 'expired' },
        { start: 28, endedAt: 100, endCause: 'unbanned' },
        { start: 1000, endedAt: 1034, endCause: 'jail_stopped' },
        { start: 1030, endedAt: null },
      ]);
    });

    it('knows that a ban has ended when the next one begins', async () => {
      await follow(banned(0), banned(100));
      expect(await rows()).toMatchObject([
        { start: 0, endedAt: 100, endCause: null },
        { start: 100, endedAt: null },
      ]);
      await follow(unbanned(700));
      expect(await rows()).toMatchObject([{ endedAt: 100 }, { endedAt: 700, endCause: 'expired' }]);
    });

    it('has a ban once whose jail stops in its first second', async () => {
      await archive.recordBans([stored(0, { origin: 'own', actor: 'ann' })]);
      await follow(banned(1), unbanned(1, 'jail_stopped'));
      await archive.recordBans([stored(1)]);
      expect(await rows()).toMatchObject([{ start: 1, endedAt: 1, endCause: 'jail_stopped', actor: 'ann' }]);
      await follow(restored(4));
      expect(await rows()).toMatchObject([{ start: 1, endedAt: null }]);
    });

    it('goes on with a ban that fail2ban restores', async () => {
      await follow(banned(0), unbanned(100, 'jail_stopped'));
      expect(await follow(restored(110))).toBe(0);
      expect(await rows()).toMatchObject([{ start: 0, endedAt: null, endCause: null }]);
      await follow(unbanned(600));
      expect(await rows()).toMatchObject([{ endedAt: 600, endCause: 'expired' }]);
    });

    it.each([
      ['the list', 100, 40, 'database'],
      ['the log', 100, 100, 'log'],
    ] as const)('goes on with a ban that is listed again, and has it no more of the log than before: %s', async (_, end, start, origin) => {
      await (origin === 'log' ? follow(banned(start)) : archive.recordBans([stored(start)]));
      await follow(unbanned(end));
      await follow({ kind: 'listed', ...at(end - 1), start: T + start });
      expect(await rows(), 'a list of before').toMatchObject([{ endedAt: end, endCause: 'unbanned' }]);
      expect(await follow({ kind: 'listed', ...at(end), start: T + start - 1 })).toBe(0);
      expect(await rows()).toMatchObject([{ start, endedAt: null, endCause: null, origin }]);
      await follow(banned(start + 1));
      expect(await rows(), 'told of by the log for the first time').toHaveLength(origin === 'log' ? 2 : 1);
    });

    it('leaves a listed ban ended that a person lifted, that another followed, or that is another', async () => {
      await archive.recordBans([stored(0)]);
      await archive.recordUnbans([{ jail: 'sshd', address: IP, at: T + 50, actor: 'ann' }]);
      await follow({ kind: 'listed', ...at(60), start: T });
      expect(await rows()).toMatchObject([{ endedAt: 50, endedBy: 'ann' }]);
      await archive.recordBans([stored(100)]);
      await follow(unbanned(150), { kind: 'listed', ...at(160), start: T + 90 }, { kind: 'listed', ...at(160), start: T });
      expect(await rows()).toMatchObject([{ endedAt: 50 }, { endedAt: 150 }]);
      await follow({ kind: 'listed', ...at(160), start: T + 100, address: '192.0.2.9' });
      expect(await archive.size()).toMatchObject({ addresses: 1 });
    });

    it('does not go on with a ban that a person lifted just after it was restored', async () => {
      await follow(banned(0), unbanned(50, 'jail_stopped'));
      await archive.recordUnbans([{ jail: 'sshd', address: IP, at: T + 55, actor: 'ann' }]);
      await follow(restored(55), unbanned(55));
      expect(await rows()).toMatchObject([{ start: 0, endedAt: 55, endCause: 'unbanned', endedBy: 'ann' }]);
      await follow(restored(90));
      expect(await rows()).toHaveLength(2);
    });

    it('takes a restored ban that nobody knew for a new one, until the database tells when it began', async () => {
      expect(await follow(restored(5000, 86_400))).toBe(1);
      expect(await rows()).toMatchObject([{ start: 5000, banTime: 86_400, origin: 'log' }]);
      expect(await archive.recordBans([stored(0, { banTime: 86_400 })])).toBe(0);
      expect(await rows()).toMatchObject([{ start: 0, origin: 'database' }]);
      expect(await follow(restored(6000, 86_400))).toBe(0);
    });

    it('believes an end that the log told more than its guess of the length', async () => {
      await follow(banned(0), unbanned(86_400), banned(90_000), unbanned(180_000, 'jail_stopped'));
      expect(await rows()).toMatchObject([
        { start: 0, endedAt: 86_400 },
        { start: 90_000, endedAt: 180_000 },
      ]);
      await archive.recordBans([stored(0, { banTime: 86_400 }), stored(90_000, { banTime: 200_000 })]);
      expect(await rows()).toMatchObject([
        { start: 0, endedAt: 86_400, endCause: 'expired' },
        { start: 90_000, endedAt: 180_000, endCause: 'jail_stopped' },
      ]);
    });

    it('knows who unbanned after the guessed length', async () => {
      await follow(banned(0));
      await archive.recordUnbans([{ jail: null, address: IP, at: T + 9000, actor: 'ann' }]);
      await follow(unbanned(9001));
      expect(await rows()).toMatchObject([{ endedAt: 9001, endedBy: 'ann' }]);
    });

    it.each([['told of the stop', [unbanned(5000, 'jail_stopped')]], ['killed', []]])('goes on with a restored ban of unknown length after fail2ban was %s', async (_, stop) => {
      await follow(banned(0), ...stop, restored(5010));
      await archive.recordBans([stored(0, { banTime: 86_400 })]);
      expect(await rows()).toMatchObject([{ start: 0, banTime: 86_400, endedAt: null }]);
      await follow(unbanned(86_400));
      expect(await rows()).toMatchObject([{ start: 0, endedAt: 86_400, endCause: 'expired' }]);
    });

    it('takes a restored ban for another than one that was unbanned, though its length was guessed', async () => {
      await follow(banned(0), unbanned(600), restored(90_000));
      expect(await rows()).toMatchObject([{ start: 0, endedAt: 600 }, { start: 90_000 }]);
    });

    const liftedByAnn = (after: number, more: Partial<NewUnban> = {}) => archive.recordUnbans([{ jail: 'sshd', address: IP, at: T + after, actor: 'ann', ...more }]);

    it.each([7201, 86_400])('ends a ban that outlives its length when the log tells of it after %i s, but none before the latest', async (after) => {
      await archive.recordBans([stored(0)]);
      await follow(banned(0), unbanned(after));
      expect(await rows()).toMatchObject([{ endedAt: after, endCause: 'expired', endedBy: null }]);
      await follow(banned(100_000), banned(200_000), unbanned(201_000));
      expect((await rows()).map(({ endedAt }) => endedAt)).toEqual([after, null, 201_000]);
    });

    it.each([900, 5000])('knows who lifted a ban that outlived its length after %i s, whoever tells first', async (after) => {
      await archive.recordBans([stored(0)]);
      await follow(banned(0), unbanned(after));
      expect(await liftedByAnn(after + 5, { sentAt: T + after })).toBe(1);
      const end = { endedAt: after, endCause: 'unbanned', endedBy: 'ann' };
      expect(await rows()).toMatchObject([end]);
      await follow({ kind: 'ban', jail: 'nginx', address: IP, at: T, banTime: 600 });
      await archive.recordBans([stored(0, { jail: 'nginx' })]);
      expect(await liftedByAnn(after + 5, { sentAt: T + after, jail: 'nginx' }), 'is over by its length').toBe(0);
      expect(await liftedByAnn(after + 5, { sentAt: T + after, jail: 'nginx', isCertain: true })).toBe(1);
      expect(await rows()).toMatchObject([end, end]);
    });

    it('lifts the ban that runs by its length rather than one whose end nobody saw', async () => {
      await archive.recordBans([stored(0), stored(4800, { jail: 'nginx' })]);
      expect(await liftedByAnn(5000, { jail: null, isCertain: true })).toBe(1);
      expect((await rows()).map(({ jail, endedBy }) => [jail, endedBy])).toEqual([['sshd', null], ['nginx', 'ann']]);
    });

    it('has a ban once that is lifted in the second it was logged in', async () => {
      await archive.recordBans([stored(99, { origin: 'own', actor: 'ann' })]);
      await liftedByAnn(100, { isCertain: true });
      expect(await follow(banned(100), unbanned(100))).toBe(0);
      expect(await rows()).toMatchObject([{ start: 99, endedAt: 100, endedBy: 'ann' }]);
    });

    it.each([true, false])('takes a ban in the second in which a long one was lifted for another, told by a person: %s', async (byPerson) => {
      await archive.recordBans([stored(0, { banTime: 86_400 })]);
      byPerson && (await liftedByAnn(5000, { isCertain: true }));
      expect(await follow(unbanned(5000), banned(5000, 86_400))).toBe(1);
      const ended = [{ start: 0, endedAt: 5000, endCause: 'unbanned', endedBy: byPerson ? 'ann' : null }, { start: 5000, endedAt: null }];
      expect(await rows()).toMatchObject(ended);
      await archive.recordBans([stored(5000, { banTime: 86_400 })]);
      expect(await rows()).toMatchObject(ended);
    });

    it('gives an unban that is acknowledged late to the ban which ended meanwhile, not to the next', async () => {
      await follow(banned(0), unbanned(100), banned(108));
      expect(await liftedByAnn(115, { sentAt: T + 100 })).toBe(1);
      const ended = [{ start: 0, endedAt: 100, endCause: 'unbanned', endedBy: 'ann' }, { start: 108, endedAt: null }];
      expect(await rows()).toMatchObject(ended);
      await archive.recordBans([stored(0), stored(108)]);
      expect(await rows()).toMatchObject(ended);
    });

    it('ends no ban that began after an unban was sent', async () => {
      await archive.recordBans([stored(108)]);
      expect(await liftedByAnn(115, { sentAt: T + 100 })).toBe(0);
      expect(await rows()).toMatchObject([{ endedAt: null }]);
      await follow(banned(0), unbanned(101), banned(108));
      expect(await rows()).toMatchObject([{ start: 0, endedAt: 101, endedBy: 'ann' }, { start: 108, endedAt: null }]);
    });

    const own = (more: Partial<NewBan> = {}) => archive.recordBans([stored(100, { origin: 'own', actor: 'ann', startsBy: T + 115, ...more })]);

    it.each([98, 104, 117])('makes one row of an own ban of 100 to 115 s and of what began after %i s, whoever tells first', async (start) => {
      const one = [{ start, actor: 'ann', origin: 'database', endedAt: null }];
      await own();
      await follow(banned(start));
      await archive.recordBans([stored(start)]);
      expect(await rows()).toMatchObject(one);
      await archive.erase(IP);
      const other = { address: '192.0.2.2' };
      await follow({ ...banned(start), ...other } as Followed);
      await own(other);
      await archive.recordBans([stored(start, other)]);
      expect(await rows()).toMatchObject(one);
    });

    it('takes a start that a list knows for better than when an own ban was sent', async () => {
      await own();
      await archive.recordBans([stored(104, { origin: 'observed' })]);
      expect(await rows()).toMatchObject([{ start: 104, actor: 'ann', origin: 'own' }]);
    });

    it('makes no row of an own ban that may have been none while another runs', async () => {
      await archive.recordBans([stored(0)]);
      await own({ isCertain: false });
      expect(await rows()).toMatchObject([{ start: 0, actor: null }]);
      await follow(unbanned(50));
      await own({ isCertain: false });
      expect(await rows()).toMatchObject([{ start: 0, actor: null }, { start: 100, actor: 'ann' }]);
    });

    it('prolongs the running ban', async () => {
      await follow(banned(0), { kind: 'prolong', ...at(2), banTime: 2400, banCount: 3, end: T + 2400 });
      expect(await rows()).toMatchObject([{ start: 0, banTime: 2400, banCount: 3 }]);
      await archive.recordBans([stored(0, { origin: 'own', banTime: 600, actor: 'ann' })]);
      expect(await rows()).toMatchObject([{ banTime: 2400, banCount: 3, actor: 'ann' }]);
    });

    it('knows the end of a long ban better than the length that fail2ban rounds', async () => {
      await follow(banned(0), { kind: 'prolong', ...at(2), banTime: 7200, banCount: 2, end: T + 7204 });
      expect(await rows()).toMatchObject([{ start: 0, banTime: 7204 }]);
      // The fraction of the start is in neither.
      await follow(banned(9000), { kind: 'prolong', ...at(9002), banTime: 7200, banCount: 3, end: T + 16_199 });
      expect(await rows()).toMatchObject([{}, { start: 9000, banTime: 7200 }]);
      await follow({ kind: 'prolong', ...at(9003), banTime: -1, banCount: 4, end: null });
      expect(await rows()).toMatchObject([{}, { banTime: -1 }]);
    });

    it('leaves alone what it does not know', async () => {
      expect(await follow(unbanned(5), { kind: 'prolong', ...at(6), banTime: 60, banCount: 2, end: T + 66 })).toBe(0);
      expect(await rows()).toEqual([]);
      expect(await archive.size()).toMatchObject({ bans: 0, addresses: 0 });
    });

    it('tells in which hours a jail found failures', async () => {
      const failures = (hour: number, jail: string, address: string): Followed => ({ kind: 'failures', jail, address, hour, count: 1 });
      await archive.recordFollowed([failures(T + 3600, 'sshd', IP), failures(T, 'sshd', IP), failures(T, 'nginx', IP), failures(T, 'sshd', '192.0.2.250'), failures(T + 7200, 'sshd', IP)], 'one');
      expect(await archive.failureHours(T, T + 3600)).toEqual([
        { hour: T, jail: 'nginx' },
        { hour: T, jail: 'sshd' },
        { hour: T + 3600, jail: 'sshd' },
      ]);
      expect(await archive.failureHours(0, T - 1)).toEqual([]);
    });

    it('adds up failures by hour, and keeps the position with what was told before it', async () => {
      const failures = (hour: number, count: number): Followed => ({ kind: 'failures', jail: 'sshd', address: IP, hour, count });
      await archive.recordFollowed([failures(T, 2), failures(T + 3600, 1), failures(T, 3)], 'one');
      await archive.recordFollowed([failures(T, 1)], 'two');
      expect(await archive.followPosition()).toBe('two');
      await archive.recordFollowed([banned(0)], null);
      expect(await archive.followPosition()).toBe('two');
      expect((await archive.address(IP)).failures).toEqual([
        { hour: T + 3600, jail: 'sshd', count: 1 },
        { hour: T, jail: 'sshd', count: 6 },
      ]);
    });
  });
}
