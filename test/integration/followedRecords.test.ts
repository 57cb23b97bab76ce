import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArchive } from '../../pkg/archive/createArchive';
import type { Archive } from '../../pkg/archive/createArchive';
import { createLogFollower } from '../../pkg/fail2ban/log/createLogFollower';
import { systemClock } from '../../pkg/host/systemClock';
import { createEventBus } from '../../pkg/services/events/createEventBus';
import { createFollowService } from '../../pkg/services/follow/createFollowService';
import type { FollowedBatch, LogFollowerPort } from '../../pkg/services/ports/logFollowerPort';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { waitFor } from '../stack/waitFor';

const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };
const AT = Date.UTC(2026, 10, 21, 1, 45, 17) / 1000;
const RECORDS = [
  '[sshd] Found 192.0.2.1 - 2026-11-21 01:45:10',
  '[sshd] Ban 192.0.2.1',
  '[sshd] Increase Ban 192.0.2.1 (2 # 99999999999999w -> 2026-11-22 01:45:21)',
  '[sshd] Ban 192.0.2.2',
  '[sshd] Increase Ban 192.0.2.2 (99999999999999999999 # 1h -> 2026-11-21 02:45:17)',
  '[sshd] Ban 192.0.2.3',
];

describe('records of the log in the archive', () => {
  let dir: string;
  let archive: Archive;
  let recording: ReturnType<typeof createRecordingLogger>;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-records-'));
    recording = createRecordingLogger();
    archive = createArchive({ file: path.join(dir, 'archive.sqlite'), logger: recording.logger, clock: systemClock, readers: 1 });
  });
  afterEach(async () => {
    await archive.close();
    rmSync(dir, { recursive: true });
  });

  function startService(follower: LogFollowerPort) {
    const log = path.join(dir, 'fail2ban.log');
    const target = { log };
    const { logger } = recording;
    const failures: unknown[] = [];
    const service = createFollowService({
      follower,
      fail2ban: { serverFiles: async () => ({ database: null, logTarget: target.log }), logLevel: async () => 'INFO' },
      archive,
      logFile: null,
      toHere: (file) => file,
      timeZone: 'UTC',
      banTimeOf: () => 600,
      learnBanTimes: async () => {},
      bus: createEventBus({ logger }),
      onBansLogged: () => {},
      onFailure: (error) => failures.push(error),
      logger,
    });
    return { service, log, target, failures };
  }

  const rows = async () => (await archive.history(ALWAYS, 10)).map(({ address, banTime, banCount }) => ({ address, banTime, banCount })).sort((a, b) => a.address.localeCompare(b.address));

  it('that no database can hold keep nothing else from it', async () => {
    const { service, log, failures } = startService(createLogFollower({ clock: systemClock, logger: recording.logger }));
    writeFileSync(log, RECORDS.map((record) => `2026-11-21 01:45:17,880 fail2ban.actions        [7463]: ${record.includes('Found') ? 'INFO   ' : 'NOTICE '} ${record}\n`).join(''));
    await service.answered();
    await waitFor('all bans', async () => (await rows()).length === 3);
    await service.stop();
    expect(await rows()).toEqual([
      { address: '192.0.2.1', banTime: -1, banCount: 2 },
      { address: '192.0.2.2', banTime: 3600, banCount: 1 },
      { address: '192.0.2.3', banTime: 600, banCount: 1 },
    ]);
    expect(failures).toEqual([]);
    expect(recording.events()).not.toContain('follow_event_refused');
  });

  it('that it refuses are left out alone', async () => {
    let take: (batch: FollowedBatch) => Promise<void> = async () => {};
    const state = { state: 'following', reason: null, live: true, behindBytes: 0, lastRecordAt: AT } as const;
    const { service, failures } = startService({
      follow(_source, _position, given) {
        take = given;
        return { stop: async () => {}, state: () => state };
      },
    });
    await service.answered();
    const whose = { jail: 'sshd', at: AT };
    await take({
      events: [
        { kind: 'jailStarted', ...whose },
        { kind: 'found', ...whose, address: '192.0.2.1', loggedAt: AT },
        { kind: 'ban', ...whose, address: '192.0.2.1' },
        { kind: 'prolong', ...whose, address: '192.0.2.1', banTime: 6e19, banCount: 2, end: null },
        { kind: 'ban', ...whose, address: '192.0.2.2' },
      ],
      position: 'behind it',
      live: true,
      gap: false,
    });
    expect((await rows()).map(({ address, banTime }) => [address, banTime])).toEqual([['192.0.2.1', 600], ['192.0.2.2', 600]]);
    expect(await archive.life(0, 2 * AT, 10)).toHaveLength(1);
    expect(await archive.followPosition()).toContain('behind it');
    expect(failures).toEqual([]);
    const refused = recording.records.filter(({ event }) => event === 'follow_event_refused');
    expect(refused).toMatchObject([{ level: 'warn', fields: { kind: 'prolong', address: '192.0.2.1', reason: expect.stringContaining('REAL') } }]);
  });

  it('are counted once, though fail2ban left the log and came back', async () => {
    const { service, log, target } = startService(createLogFollower({ clock: systemClock, logger: recording.logger }));
    const found = (second: number) => `2026-11-21 01:45:${second},880 fail2ban.filter         [7463]: INFO    [sshd] Found 192.0.2.1 - 2026-11-21 01:45:${second}\n`;
    const failures = async () => (await archive.address('192.0.2.1')).failures.reduce((sum, { count }) => sum + count, 0);
    const counted = (count: number) => waitFor(`${count} failures`, async () => (await failures()) >= count);
    const other = path.join(dir, 'other.log');
    writeFileSync(log, found(10) + found(11));
    await service.answered();
    await counted(2);
    writeFileSync(other, found(12));
    target.log = other;
    await service.answered();
    await counted(3);
    appendFileSync(log, found(13));
    target.log = log;
    await service.answered();
    await counted(4);
    await service.stop();
    expect(await failures()).toBe(4);
  });
});
