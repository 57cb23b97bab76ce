import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Followed, NewBan } from '../../pkg/domain/archivedBan';
import type { ArchivePort } from '../../pkg/services/ports/archivePort';
import type { OutboxPort } from '../../pkg/services/ports/outboxPort';

const T = 1_767_225_600;
const AUDIT = { at: T, actor: 'jane', org: 1, role: 'Admin', host: 'web1', action: 'ban', result: 'done', request: '{"jail":"sshd"}', reply: 'null' };

const ban = (address: string, start = T, more: Partial<NewBan> = {}): NewBan => ({ jail: 'sshd', address, start, banTime: 600, origin: 'database', ...more });
const logged = (address: string, at: number): Followed => ({ kind: 'ban', jail: 'sshd', address, at, banTime: 600 });
const unbanned = (address: string, at: number, cause: 'unbanned' | 'jail_stopped' = 'unbanned'): Followed => ({ kind: 'unban', jail: 'sshd', address, at, cause });

/** What every implementation of OutboxPort must do; `make` gives an empty one of an archive that fills it. */
export function describeOutboxPort(name: string, make: () => Promise<ArchivePort & OutboxPort>): void {
  describe(`OutboxPort: ${name}`, () => {
    let archive: ArchivePort & OutboxPort;
    beforeEach(async () => {
      archive = await make();
    });
    afterEach(() => archive.close());

    const entries = async () => (await archive.takeOutgoing(1000, 0)).entries;
    /** What each is of, in short. */
    const told = async () => (await entries()).map(({ event }) => ('ban' in event ? `${event.kind} ${event.ban.address} ${event.kind === 'end' ? event.ban.endCause : ''}`.trim() : event.kind));

    it('is empty at first', async () => {
      expect(await archive.takeOutgoing(10, 0)).toEqual({ entries: [], waiting: 0 });
    });

    it('tells of all that happened, in order, and again until it is dropped', async () => {
      await archive.recordFollowed([{ kind: 'life', at: T, what: 'jail_started', jail: 'sshd', detail: '' }, logged('192.0.2.1', T)], 'p');
      await archive.recordAudit(AUDIT);
      await archive.recordFollowed([unbanned('192.0.2.1', T + 5)], 'q');
      expect(await told()).toEqual(['life', 'ban 192.0.2.1', 'audit', 'end 192.0.2.1 unbanned']);
      const [first, second, ...rest] = await entries();
      expect(await entries()).toEqual([first, second, ...rest]);
      expect((await archive.takeOutgoing(1, 0)).entries).toEqual([first]);
      await archive.dropOutgoing([first?.seq ?? 0, second?.seq ?? 0]);
      expect(await entries()).toEqual(rest);
      expect((await archive.takeOutgoing(1, 0)).waiting).toBeGreaterThanOrEqual(2);
      await archive.dropOutgoing(rest.map(({ seq }) => seq));
      expect(await archive.takeOutgoing(10, 0)).toEqual({ entries: [], waiting: 0 });
    });

    it('has everything that is known of a ban, and of a change that was asked for', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { failures: 5, banCount: 2, actor: 'jane', place: { country: 'DE', asn: 64500, org: 'Example' } })]);
      await archive.recordAudit(AUDIT);
      expect(await entries()).toMatchObject([
        { stamp: null, event: { kind: 'ban', ban: { jail: 'sshd', address: '192.0.2.1', start: T, banTime: 600, failures: 5, banCount: 2, actor: 'jane', country: 'DE', asn: 64500, org: 'Example', origin: 'database', endedAt: null } } },
        { stamp: null, event: { kind: 'audit', at: T, actor: 'jane', action: 'ban', result: 'done', request: '{"jail":"sshd"}' } },
      ]);
    });

    it('holds back what is young', async () => {
      await archive.recordBans([ban('192.0.2.1')]);
      expect(await archive.takeOutgoing(10, 3600)).toEqual({ entries: [], waiting: 1 });
    });

    it('tells of a ban once, with what another source adds before it is taken', async () => {
      await archive.recordFollowed([logged('192.0.2.1', T + 1)], 'p');
      await archive.recordBans([ban('192.0.2.1', T, { failures: 5 })]);
      expect(await entries()).toMatchObject([{ event: { kind: 'ban', ban: { start: T, failures: 5 } } }]);
    });

    it('says the same when it is taken again, whatever has become known since', async () => {
      await archive.recordFollowed([logged('192.0.2.1', T + 1)], 'p');
      const before = await entries();
      await archive.recordBans([ban('192.0.2.1', T, { failures: 5 })]);
      expect(await entries()).toEqual(before);
      expect(before).toMatchObject([{ event: { ban: { start: T + 1, failures: null } } }]);
    });

    it('names the person who lifted a ban, and calls an expiry by its name', async () => {
      await archive.recordBans([ban('192.0.2.1'), ban('192.0.2.2')]);
      await archive.recordUnbans([{ jail: 'sshd', address: '192.0.2.1', at: T + 5, actor: 'jane' }]);
      await archive.recordFollowed([unbanned('192.0.2.1', T + 5), unbanned('192.0.2.2', T + 600)], 'p');
      expect(await told()).toEqual(['ban 192.0.2.1', 'ban 192.0.2.2', 'end 192.0.2.1 unbanned', 'end 192.0.2.2 expired']);
      expect((await entries())[2]).toMatchObject({ event: { ban: { endedBy: 'jane' } } });
    });

    it('says nothing of an end that was taken back before anybody took it', async () => {
      await archive.recordFollowed([logged('192.0.2.1', T), unbanned('192.0.2.1', T + 5, 'jail_stopped')], 'p');
      await archive.recordFollowed([{ kind: 'restore', jail: 'sshd', address: '192.0.2.1', at: T + 8, banTime: 600 }], 'q');
      expect(await told()).toEqual(['ban 192.0.2.1']);
      await archive.recordFollowed([unbanned('192.0.2.1', T + 600)], 'r');
      expect(await told()).toEqual(['ban 192.0.2.1', 'end 192.0.2.1 expired']);
    });

    it('tells of a ban that was taken back and ended anew as of one end', async () => {
      await archive.recordFollowed([logged('192.0.2.1', T), unbanned('192.0.2.1', T + 5, 'jail_stopped')], 'p');
      await archive.recordFollowed([{ kind: 'restore', jail: 'sshd', address: '192.0.2.1', at: T + 8, banTime: 600 }, unbanned('192.0.2.1', T + 600)], 'q');
      expect(await told()).toEqual(['ban 192.0.2.1', 'end 192.0.2.1 expired']);
    });

    it('says nothing of an end that only the next ban tells of', async () => {
      await archive.recordBans([ban('192.0.2.1', T, { banTime: -1 }), ban('192.0.2.1', T + 1000)]);
      expect(await told()).toEqual(['ban 192.0.2.1', 'ban 192.0.2.1']);
    });

    it('keeps the time that an entry is to go under', async () => {
      await archive.recordBans([ban('192.0.2.1'), ban('192.0.2.2')]);
      const [first] = await entries();
      await archive.restampOutgoing([first?.seq ?? 0], T + 99);
      expect((await entries()).map(({ stamp }) => stamp)).toEqual([T + 99, null]);
    });

    it('forgets an erased address, taken or not, and keeps the others and the audit', async () => {
      await archive.recordBans([ban('192.0.2.1'), ban('192.0.2.2')]);
      await archive.recordAudit(AUDIT);
      await entries();
      await archive.recordFollowed([unbanned('192.0.2.1', T + 5)], 'p');
      await archive.erase('192.0.2.1');
      expect(await told()).toEqual(['ban 192.0.2.2', 'audit']);
    });

    it.each([
      ['not taken yet', async () => undefined],
      ['taken already', async () => void (await entries())],
    ])('drops what the archive has forgotten, %s', async (_name, take) => {
      await archive.recordBans([ban('192.0.2.1'), ban('192.0.2.2', T + 10_000)]);
      await take();
      await archive.forget({ bans: T + 5000, failures: 0, life: 0 });
      expect(await told()).toEqual(['ban 192.0.2.2']);
    });
  });
}
