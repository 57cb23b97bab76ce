import { describe, expect, it, vi } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import type { Followed } from '../domain/archivedBan';
import { BanguiError } from '../domain/errors';
import type { Fail2banEvent } from '../domain/fail2banEvent';
import { createEventBus } from './createEventBus';
import { createFollowService } from './createFollowService';
import type { FollowedBatch, LogSource } from './ports/logFollowerPort';

const AT = 1_767_225_600;
const found: Fail2banEvent = { kind: 'found', jail: 'sshd', address: '192.0.2.7', at: AT - 10, loggedAt: AT - 9 };
const ban: Fail2banEvent = { kind: 'ban', jail: 'sshd', address: '192.0.2.7', at: AT };

function start({ logTarget = '/var/log/fail2ban.log', position = null as string | null } = {}) {
  const { logger } = createRecordingLogger();
  const bus = createEventBus({ logger });
  const told: Fail2banEvent[] = [];
  bus.subscribe(({ event }) => told.push(event));
  const follows: Array<{ source: LogSource; position: string | null; stopped: boolean; take: (batch: FollowedBatch) => Promise<void> }> = [];
  const recorded: Array<{ events: readonly Followed[]; position: string | null }> = [];
  const target = { value: logTarget };
  let refuse: Error | null = null;
  const onBansLogged = vi.fn();
  const onFailure = vi.fn();
  const service = createFollowService({
    follower: {
      follow(source, from, take) {
        const entry = { source, position: from, stopped: false, take };
        follows.push(entry);
        return {
          stop: async () => void (entry.stopped = true),
          state: () => ({ state: 'following', reason: null, live: true, behindBytes: 0, lastRecordAt: AT }),
        };
      },
    },
    fail2ban: { serverFiles: async () => ({ database: null, logTarget: target.value }) },
    archive: {
      followPosition: async () => recorded.at(-1)?.position ?? position,
      async recordFollowed(events, at) {
        if (refuse) {
          throw refuse;
        }
        recorded.push({ events, position: at });
        return events.length;
      },
    },
    logFile: null,
    toHere: (path) => `/host${path}`,
    timeZone: 'Europe/Berlin',
    banTimeOf: () => 600,
    bus,
    onBansLogged,
    onFailure,
    logger,
  });
  const give = (events: Fail2banEvent[], at: string) => follows.at(-1)?.take({ events, position: at, live: true, gap: false });
  return { service, follows, recorded, told, target, give, onBansLogged, onFailure, refuseWith: (error: Error | null) => (refuse = error) };
}

describe('following the log', () => {
  it('begins where the archive stands, at the file as the sidecar sees it', async () => {
    const { service, follows } = start({ position: 'there' });
    await service.answered();
    expect(follows).toMatchObject([{ source: { kind: 'file', path: '/host/var/log/fail2ban.log', timeZone: 'Europe/Berlin' }, position: 'there' }]);
    await service.answered();
    expect(follows).toHaveLength(1);
    await service.stop();
    expect(follows[0]?.stopped).toBe(true);
  });

  it('moves to another target from where the first one ended', async () => {
    const { service, follows, target, give } = start();
    await service.answered();
    await give([ban], 'p1');
    target.value = 'SYSTEMD-JOURNAL';
    await service.answered();
    expect(follows).toMatchObject([{ stopped: true }, { source: { kind: 'journal' }, position: 'p1', stopped: false }]);
  });

  it('says so when the log goes where nobody can read it', async () => {
    const { service, follows } = start({ logTarget: 'inherited' });
    expect(service.state()).toMatchObject({ state: 'starting', reason: null });
    await service.answered();
    expect(follows).toEqual([]);
    expect(service.state()).toMatchObject({ state: 'failed', reason: expect.stringContaining('inherited') });
  });

  it('keeps a ban with the failures before it, and tells of it once the archive has it', async () => {
    const { service, recorded, told, give, onBansLogged } = start();
    await service.answered();
    await give([found], 'p1');
    expect(onBansLogged).not.toHaveBeenCalled();
    await give([ban], 'p2');
    expect(recorded).toMatchObject([
      { events: [{ kind: 'failures', jail: 'sshd', address: '192.0.2.7', hour: AT - 3600, count: 1 }], position: 'p1' },
      { events: [{ kind: 'ban', address: '192.0.2.7', at: AT, banTime: 600, matches: [expect.stringContaining('Found 192.0.2.7')] }], position: 'p2' },
    ]);
    expect(told).toEqual([found, ban]);
    expect(onBansLogged).toHaveBeenCalledOnce();
    await give([{ ...ban, at: AT + 900 }], 'p3');
    expect(recorded.at(-1)?.events[0]).not.toHaveProperty('matches');
  });

  it('offers a refused batch again, neither doubled nor told before it is kept', async () => {
    const { service, recorded, told, give, onFailure, refuseWith } = start();
    await service.answered();
    const full = new BanguiError('DATABASE_UNAVAILABLE', 'Database is unavailable.');
    refuseWith(full);
    await expect(give([found, found, ban], 'p1')).rejects.toBe(full);
    expect(onFailure).toHaveBeenCalledWith(full);
    expect(told).toEqual([]);
    refuseWith(null);
    await give([found, found, ban], 'p1');
    expect(recorded).toHaveLength(1);
    expect(recorded[0]?.events).toMatchObject([{ kind: 'ban', matches: [expect.any(String), expect.any(String)] }, { kind: 'failures', count: 2 }]);
    expect(told).toHaveLength(3);
  });

  it.each<[Fail2banEvent, Partial<Followed>]>([
    [{ kind: 'repeal', jail: 'sshd', address: '192.0.2.7', at: AT }, { kind: 'unban', cause: 'jail_stopped' }],
    [{ kind: 'unban', jail: 'sshd', address: '192.0.2.7', at: AT, cause: 'flushed' }, { kind: 'unban', cause: 'flushed' }],
    [{ kind: 'restore', jail: 'sshd', address: '192.0.2.7', at: AT }, { kind: 'restore', banTime: 600 }],
    [{ kind: 'prolong', jail: 'sshd', address: '192.0.2.7', at: AT, banTime: -1, banCount: 3, end: null }, { kind: 'prolong', banTime: -1, banCount: 3, end: null }],
    [{ kind: 'serverStarted', at: AT, version: '1.0.2' }, { kind: 'life', what: 'server_started', jail: null, detail: '1.0.2' }],
    [{ kind: 'jailStopped', at: AT, jail: 'sshd' }, { kind: 'life', what: 'jail_stopped', jail: 'sshd' }],
  ])('%o', async (event, followed) => {
    const { service, recorded, give } = start();
    await service.answered();
    await give([event, { kind: 'alreadyBanned', jail: 'sshd', address: '192.0.2.7', at: AT }], 'p1');
    expect(recorded).toMatchObject([{ events: [followed], position: 'p1' }]);
    expect(recorded[0]?.events).toHaveLength(1);
  });
});

describe('the bus', () => {
  it('reaches every listener, whatever another one does, until it stops listening', () => {
    const { logger, events } = createRecordingLogger();
    const bus = createEventBus({ logger });
    const heard: Fail2banEvent[] = [];
    bus.subscribe(() => {
      throw new Error('of a listener');
    });
    const leave = bus.subscribe(({ event }) => heard.push(event));
    bus.publish({ event: ban, live: true });
    leave();
    bus.publish({ event: ban, live: true });
    expect(heard).toEqual([ban]);
    expect(events()).toEqual(['event_listener_failed', 'event_listener_failed']);
  });
});
