import { describe, expect, it, vi } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import type { Followed } from '../../domain/archivedBan';
import { ArchiveRefusal, BanguiError } from '../../domain/errors';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { createEventBus } from '../events/createEventBus';
import { createFollowService } from './createFollowService';
import { readPlaces } from './places';
import type { FollowedBatch, LogSource } from '../ports/logFollowerPort';

const AT = 1_767_225_600;
const found: Fail2banEvent = { kind: 'found', jail: 'sshd', address: '192.0.2.7', at: AT - 10, loggedAt: AT - 9 };
const ban: Fail2banEvent = { kind: 'ban', jail: 'sshd', address: '192.0.2.7', at: AT };

function start({ logTarget = '/var/log/fail2ban.log', position = null as string | null, timeZone = 'Europe/Berlin' } = {}) {
  const { logger, records } = createRecordingLogger();
  const bus = createEventBus({ logger });
  const told: Fail2banEvent[] = [];
  bus.subscribe(({ event }) => told.push(event));
  const follows: Array<{ source: LogSource; position: string | null; stopped: boolean; take: (batch: FollowedBatch) => Promise<void> }> = [];
  const recorded: Array<{ events: readonly Followed[]; position: string | null }> = [];
  const target = { value: logTarget, level: 'INFO' };
  let refuse: Error | ((events: readonly Followed[]) => Error | null) | null = null;
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
    fail2ban: { serverFiles: async () => ({ database: null, logTarget: target.value }), logLevel: async () => target.level },
    archive: {
      followPosition: async () => recorded.at(-1)?.position ?? position,
      async recordFollowed(events, at) {
        const refusal = typeof refuse === 'function' ? refuse(events) : refuse;
        if (refusal) {
          throw refusal;
        }
        recorded.push({ events, position: at });
        return events.length;
      },
    },
    logFile: null,
    toHere: (path) => `/host${path}`,
    timeZone,
    banTimeOf: () => 600,
    learnBanTimes: async () => {},
    bus,
    onBansLogged,
    onFailure,
    logger,
  });
  const give = (events: Fail2banEvent[], at: string) => follows.at(-1)?.take({ events, position: at, live: true, gap: false });
  const standing = () => readPlaces(recorded.at(-1)?.position ?? null);
  return { service, follows, records, recorded, told, target, give, standing, onBansLogged, onFailure, refuseWith: (what: typeof refuse) => (refuse = what) };
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

  it('goes on in each log where it was left, also after a restart and when the zone is another', async () => {
    const first = start();
    await first.service.answered();
    await first.give([ban], 'of the file');
    first.target.value = 'SYSLOG';
    await first.service.answered();
    await first.give([], 'of the journal');
    first.target.value = '/var/log/fail2ban.log';
    await first.service.answered();
    expect(first.follows.at(-1)).toMatchObject({ source: { kind: 'file' }, position: 'of the file' });
    await first.give([], 'of the file, later');
    const second = start({ logTarget: 'SYSTEMD-JOURNAL', position: first.recorded.at(-1)?.position ?? null, timeZone: 'UTC' });
    await second.service.answered();
    expect(second.follows).toMatchObject([{ source: { kind: 'journal' }, position: 'of the journal' }]);
    second.target.value = '/var/log/fail2ban.log';
    await second.service.answered();
    expect(second.follows.at(-1)).toMatchObject({ source: { kind: 'file', timeZone: 'UTC' }, position: 'of the file, later' });
  });

  it.each([
    ['WARNING', 'failed', false, 'bans and their ends'],
    ['CRITICAL', 'failed', false, 'bans and their ends'],
    ['NOTICE', 'following', true, 'failures'],
  ])('says what a log of the level %s leaves out, once, and when it is all there again', async (level, state, tells, words) => {
    const { service, target, records } = start();
    await service.answered();
    expect([service.tells(), service.state().reason]).toEqual([true, null]);
    target.level = level;
    await service.answered();
    await service.answered();
    expect(service.tells()).toBe(tells);
    expect(service.state()).toMatchObject({ state, reason: expect.stringContaining(`${level}, which leaves out ${words}`) });
    expect(service.state().reason).toContain('Set loglevel = INFO');
    expect(records.filter(({ event }) => event === 'follow_log_level')).toHaveLength(tells ? 0 : 1);
    target.level = 'DEBUG';
    await service.answered();
    expect([service.tells(), service.state().reason]).toEqual([true, null]);
  });

  it('remembers the last logs only', async () => {
    const { service, target, give, standing } = start();
    for (let log = 0; log < 10; log++) {
      target.value = `/var/log/${log}.log`;
      await service.answered();
      await give([], `p${log}`);
    }
    expect(standing().map(({ position }) => position)).toEqual(['p6', 'p7', 'p8', 'p9']);
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
      { events: [{ kind: 'failures', jail: 'sshd', address: '192.0.2.7', hour: AT - 3600, count: 1 }], position: expect.stringContaining('p1') },
      { events: [{ kind: 'ban', address: '192.0.2.7', at: AT, banTime: 600, matches: [expect.stringContaining('Found 192.0.2.7')] }], position: expect.stringContaining('p2') },
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

  describe('of which the archive can never take one event', () => {
    const bans = Array.from({ length: 9 }, (_, index): Fail2banEvent => ({ ...ban, address: `192.0.2.${index}` }));
    const started: Fail2banEvent = { kind: 'jailStarted', jail: 'sshd', at: AT };
    const refusal = new ArchiveRefusal('Database is unavailable.', {}, new Error('cannot store REAL value in INTEGER column'));
    const has = (address: string) => (events: readonly Followed[]) => events.some((event) => 'address' in event && event.address === address);

    it('leaves out that one, says so, and moves on', async () => {
      const { service, recorded, records, told, give, standing, onFailure, refuseWith } = start();
      await service.answered();
      refuseWith((events) => (has('192.0.2.3')(events) ? refusal : null));
      await give([started, found, ...bans], 'p1');
      const kept = recorded.flatMap(({ events }) => events);
      expect(kept.flatMap((event) => (event.kind === 'ban' ? event.address : []))).toEqual([0, 1, 2, 4, 5, 6, 7, 8].map((last) => `192.0.2.${last}`));
      expect(kept.filter(({ kind }) => kind !== 'ban')).toMatchObject([{ kind: 'life' }, { kind: 'failures', count: 1 }]);
      expect(recorded.map(({ position }) => position !== null)).toEqual([...recorded.slice(1).map(() => false), true]);
      expect(standing()).toMatchObject([{ position: 'p1' }]);
      expect(records.filter(({ level }) => level === 'warn')).toEqual([
        { level: 'warn', event: 'follow_event_refused', fields: { kind: 'ban', at: AT, jail: 'sshd', address: '192.0.2.3', reason: 'cannot store REAL value in INTEGER column' } },
      ]);
      expect(told).toHaveLength(11);
      expect(onFailure).not.toHaveBeenCalled();
    });

    it('moves on also when nothing else is there, and when what doubles is refused', async () => {
      const { service, recorded, standing, give, refuseWith } = start();
      await service.answered();
      refuseWith((events) => (events.length > 0 ? refusal : null));
      await give([started, found, ban], 'p1');
      expect(recorded).toMatchObject([{ events: [] }]);
      expect(standing()).toMatchObject([{ position: 'p1' }]);
    });

    it('leaves out nothing else: the archive may fail in the middle of it', async () => {
      const { service, recorded, records, give, onFailure, refuseWith } = start();
      await service.answered();
      const full = new BanguiError('DATABASE_UNAVAILABLE', 'Database is unavailable.');
      refuseWith((events) => (has('192.0.2.3')(events) ? refusal : has('192.0.2.6')(events) ? full : null));
      await expect(give([...bans, started], 'p1')).rejects.toBe(full);
      expect(onFailure).toHaveBeenCalledExactlyOnceWith(full);
      expect(recorded.every(({ position }) => position === null)).toBe(true);
      refuseWith(null);
      await give([...bans, started], 'p1');
      const kept = recorded.flatMap(({ events }) => events);
      expect(kept.map((event) => ('address' in event ? event.address : event.kind))).toEqual([...[0, 1, 2, 4, 5, 6, 7, 8].map((last) => `192.0.2.${last}`), 'life']);
      expect(records.filter(({ event }) => event === 'follow_event_refused')).toHaveLength(1);
    });

    it('tries a position again that is refused alone', async () => {
      const { service, give, onFailure, refuseWith } = start();
      await service.answered();
      refuseWith(refusal);
      await expect(give([], 'p1')).rejects.toBe(refusal);
      expect(onFailure).toHaveBeenCalledWith(refusal);
    });
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
    expect(recorded).toMatchObject([{ events: [followed], position: expect.stringContaining('p1') }]);
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
