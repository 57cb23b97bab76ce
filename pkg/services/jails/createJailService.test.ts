import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
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

  it('are known to have started anew by a total that falls, by having been away, and by a lost connection', async () => {
    const { clock, fake, jails } = setUp();
    const sshd = fake.jails.get('sshd');
    const look = async (totalBanned: number | null) => {
      totalBanned === null || !sshd ? fake.jails.delete('sshd') : fake.jails.set('sshd', Object.assign(sshd, { counters: { ...sshd.counters, totalBanned } }));
      await clock.advance(2000);
      await jails.read();
      return [jails.restarts('sshd'), jails.restarts('nginx')];
    };
    expect([await look(5), await look(6), await look(5)]).toEqual([[0, 0], [0, 0], [1, 0]]);
    expect([await look(null), await look(null), await look(7), await look(7)]).toEqual([[1, 0], [1, 0], [2, 0], [2, 0]]);
    fake.loseConnection();
    expect(await look(7)).toEqual([3, 1]);
  });

  it('that do not run are named', async () => {
    const { jails } = setUp();
    await expect(jails.assertRunning(['sshd', 'nosuch'])).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND', details: { jail: 'nosuch' } });
    await expect(jails.assertRunning(['sshd', 'nginx'])).resolves.toBeUndefined();
  });
});
