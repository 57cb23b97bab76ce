import { expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createBanTimes } from './createBanTimes';
import { createJailService } from '../jails/createJailService';

function setUp() {
  const clock = createFakeClock();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd'] });
  const jails = createJailService({ fail2ban: fake.port, clock, cacheMs: 0 });
  const archive = createFakeArchive();
  return { fake, jails, archive, now: Math.floor(clock.now() / 1000), times: createBanTimes({ jails, archive: archive.port, clock }) };
}

it('asks fail2ban for a ban time that nobody has read yet', async () => {
  const { times } = setUp();
  expect(times.of('sshd')).toBeNull();
  await times.learn(['sshd']);
  expect(times.of('sshd')).toBe(600);
});

it('remembers a jail that is stopped', async () => {
  const { fake, jails, times } = setUp();
  await times.learn(['sshd']);
  await fake.port.stopJail('sshd');
  expect((await jails.read()).value).toEqual([]);
  expect(times.of('sshd')).toBe(600);
});

it('takes it from the latest ban of a jail that fail2ban does not tell of', async () => {
  const { archive, now, times } = setUp();
  await archive.port.recordBans([{ jail: 'gone', address: '192.0.2.1', start: now - 100, banTime: 3600, origin: 'database' }]);
  await times.learn(['gone', 'unheard-of']);
  expect([times.of('gone'), times.of('unheard-of')]).toEqual([3600, null]);
});
