import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { createFakeFail2ban } from '../../test/fakes/createFakeFail2ban';
import { createJailService } from './createJailService';

function setUp() {
  const clock = createFakeClock();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd', 'nginx'] });
  const jails = createJailService({ fail2ban: fake.port, clock });
  const names = async () => (await jails.read()).value.map(({ name }) => name);
  return { clock, fake, jails, names };
}

describe('jails', () => {
  it('are asked once for many callers', async () => {
    const { fake, jails } = setUp();
    await Promise.all(Array.from({ length: 10 }, () => jails.read()));
    expect(fake.calls).toEqual(['status', 'counters', 'counters', 'parameters']);
  });

  it('cost names and counters alone while none comes or goes', async () => {
    const { clock, fake, jails } = setUp();
    await jails.read();
    fake.calls.length = 0;
    await clock.advance(2000);
    await jails.read();
    expect(fake.calls).toEqual(['status', 'counters']);
  });

  it('appear with their parameters and vanish without a trace', async () => {
    const { clock, fake, names, jails } = setUp();
    expect(await names()).toEqual(['nginx', 'sshd']);
    const sshd = fake.jails.get('sshd');
    fake.jails.delete('sshd');
    await clock.advance(2000);
    expect(await names()).toEqual(['nginx']);
    fake.jails.set('sshd', { ...structuredClone(sshd), parameters: { banTime: 60, findTime: 60, maxRetry: 1, escalates: false, actions: [] } } as NonNullable<typeof sshd>);
    await clock.advance(2000);
    expect(await names()).toEqual(['nginx', 'sshd']);
    expect((await jails.read()).value[1]).toMatchObject({ banTime: 60, attention: ['blocks_nothing'] });
  });

  it('show a parameter that somebody changed within half a minute', async () => {
    const { clock, fake, jails } = setUp();
    await jails.read();
    Object.assign(fake.jails.get('sshd')?.parameters ?? {}, { maxRetry: 9 });
    await clock.advance(30_000);
    expect((await jails.read()).value.find(({ name }) => name === 'sshd')?.maxRetry).toBe(9);
  });

  it('never ask for former jails by name after fail2ban was lost: it would log each as an error', async () => {
    const { clock, fake, jails } = setUp();
    await jails.read();
    fake.loseConnection();
    fake.calls.length = 0;
    await clock.advance(2000);
    await jails.read();
    expect(fake.calls).toEqual(['status', 'counters', 'counters', 'parameters']);
  });

  it('that do not run are named', async () => {
    const { jails } = setUp();
    await expect(jails.assertRunning(['sshd', 'nosuch'])).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND', details: { jail: 'nosuch' } });
    await expect(jails.assertRunning(['sshd', 'nginx'])).resolves.toBeUndefined();
  });
});
