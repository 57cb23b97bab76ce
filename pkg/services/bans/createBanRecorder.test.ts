import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { BanguiError } from '../../domain/errors';
import { createActiveBanService } from './createActiveBanService';
import { createBanRecorder } from './createBanRecorder';
import { createLateWrites } from '../archive/createLateWrites';
import { createJailService } from '../jails/createJailService';

function setUp() {
  const clock = createFakeClock();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd'] });
  const jails = createJailService({ fail2ban: fake.port, clock });
  const activeBans = createActiveBanService({ fail2ban: fake.port, jails, clock });
  const archive = createFakeArchive();
  const failures: unknown[] = [];
  const late = createLateWrites({ clock, logger: createRecordingLogger().logger, what: 'own_bans', onFailure: (error) => failures.push(error) });
  const recorder = createBanRecorder({ archive: archive.port, activeBans, banTimeOf: () => 1234, clock, late });
  const now = () => Math.floor(clock.now() / 1000);
  const ban = async (addresses: string[], { tookMs = 0 } = {}) => {
    const sentAt = now();
    const { changed } = await fake.port.ban('sshd', addresses);
    await clock.advance(tookMs);
    return { addresses, changed, answered: addresses.length, sentAt, actor: 'ada' };
  };
  const rows = () => archive.port.history({ from: 0, to: now() + 10 }, 100);
  return { clock, fake, archive, failures, recorder, now, ban, rows };
}

describe('own bans', () => {
  it('have the start that the jail lists, also when the action took long, and who asked', async () => {
    const { now, recorder, ban, rows } = setUp();
    const start = now();
    await recorder.banned('sshd', await ban(['192.0.2.7'], { tookMs: 15_000 }));
    expect(await rows()).toEqual([expect.objectContaining({ address: '192.0.2.7', start, banTime: 600, origin: 'own', actor: 'ada' })]);
  });

  it('have the time of the acknowledgement when the list cannot be read', async () => {
    const { fake, now, recorder, ban, rows } = setUp();
    const acknowledged = await ban(['192.0.2.7']);
    fake.circumstances.unreachable = 'not_running';
    await recorder.banned('sshd', acknowledged);
    expect(await rows()).toEqual([expect.objectContaining({ start: now(), banTime: 1234, actor: 'ada' })]);
  });

  it('began between sending and acknowledgement when the list cannot be read, also where one of them was banned before', async () => {
    const { archive, fake, now, recorder, ban, rows } = setUp();
    const start = now();
    await archive.port.recordBans([{ jail: 'sshd', address: '192.0.2.7', start: start - 100, banTime: 600, origin: 'database' }]);
    await ban(['192.0.2.7']);
    const acknowledged = await ban(['192.0.2.7', '192.0.2.8'], { tookMs: 15_000 });
    await archive.port.recordFollowed([{ kind: 'ban', jail: 'sshd', address: '192.0.2.8', at: start + 4, banTime: 600 }], 'p');
    fake.circumstances.unreachable = 'not_running';
    await recorder.banned('sshd', acknowledged);
    await archive.port.recordBans([{ jail: 'sshd', address: '192.0.2.8', start: start + 4, banTime: 600, origin: 'database' }]);
    expect(await rows()).toEqual([
      expect.objectContaining({ address: '192.0.2.8', start: start + 4, origin: 'database', actor: 'ada' }),
      expect.objectContaining({ address: '192.0.2.7', start: start - 100, actor: null }),
    ]);
  });

  it('are none when somebody else had banned the address before', async () => {
    const { clock, recorder, ban, rows } = setUp();
    await ban(['192.0.2.7']);
    await clock.advance(60_000);
    await recorder.banned('sshd', await ban(['192.0.2.7', '192.0.2.8']));
    expect((await rows()).map(({ address }) => address)).toEqual(['192.0.2.8']);
    await recorder.banned('sshd', await ban(['192.0.2.7']));
    expect(await rows()).toHaveLength(1);
  });

  it('end when they are lifted', async () => {
    const { clock, now, recorder, ban, rows } = setUp();
    await recorder.banned('sshd', await ban(['192.0.2.7', '192.0.2.8']));
    await clock.advance(60_000);
    await recorder.unbanned(null, { addresses: ['192.0.2.7'], changed: 1, answered: 1, sentAt: now(), actor: 'bob' });
    await recorder.unbanned(null, { addresses: ['192.0.2.8'], changed: 0, answered: 1, sentAt: now(), actor: 'bob' });
    expect((await rows()).map(({ address, endedAt }) => [address, endedAt]).sort()).toEqual([
      ['192.0.2.7', now()],
      ['192.0.2.8', null],
    ]);
  });

  it('end at the time that the log knows, however late the acknowledgement is', async () => {
    const { archive, clock, now, recorder, ban, rows } = setUp();
    await recorder.banned('sshd', await ban(['192.0.2.7']));
    await clock.advance(60_000);
    const sentAt = now();
    await archive.port.recordFollowed([{ kind: 'unban', jail: 'sshd', address: '192.0.2.7', at: sentAt + 1, cause: 'unbanned' }], 'p');
    await clock.advance(15_000);
    await recorder.unbanned('sshd', { addresses: ['192.0.2.7'], changed: 1, answered: 1, sentAt, actor: 'bob' });
    expect(await rows()).toMatchObject([{ endedAt: sentAt + 1, endCause: 'unbanned', endedBy: 'bob' }]);
  });

  it('end as far as fail2ban has answered when it breaks off', async () => {
    const { clock, now, recorder, ban, rows } = setUp();
    await recorder.banned('sshd', await ban(['192.0.2.7', '192.0.2.8']));
    await clock.advance(60_000);
    await recorder.unbanned('sshd', { addresses: ['192.0.2.7', '192.0.2.8'], changed: 1, answered: 1, sentAt: now(), actor: 'bob' });
    expect((await rows()).map(({ address, endedBy }) => [address, endedBy]).sort()).toEqual([
      ['192.0.2.7', 'bob'],
      ['192.0.2.8', null],
    ]);
  });

  it('do not fail with the archive, which is told of, and get there when it works again', async () => {
    const { clock, archive, failures, recorder, ban, rows } = setUp();
    archive.circumstances.failure = new BanguiError('DATABASE_UNAVAILABLE', 'Database is unavailable.');
    const acknowledged = await ban(['192.0.2.7']);
    await recorder.banned('sshd', acknowledged);
    await recorder.unbanned('sshd', acknowledged);
    expect(failures).toHaveLength(2);
    archive.circumstances.failure = null;
    await clock.advance(5000);
    expect(await rows()).toEqual([expect.objectContaining({ address: '192.0.2.7', actor: 'ada', endedBy: 'ada' })]);
  });
});
