import { describe, expect, it } from 'vitest';
import { describeFail2banPort } from '../contracts/fail2banPort.contract';
import { createFakeClock } from './fakeClock';
import { createFakeFail2ban } from './createFakeFail2ban';

describeFail2banPort('the fake', async () => {
  const clock = createFakeClock();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd', 'nginx', 'third'] });
  fake.jails.get('sshd')?.ignoreList.push('127.0.0.0/8');
  return { port: fake.port, jails: ['sshd', 'nginx'], stoppable: 'third', ignored: ['127.0.0.0/8'], now: clock.now, stop: () => {} };
});

describe('the fake', () => {
  const clock = createFakeClock();
  const { port, circumstances, loseConnection } = createFakeFail2ban({ clock, jailNames: ['sshd'] });

  it('lets bans end', async () => {
    await port.ban('sshd', ['192.0.2.7']);
    await clock.advance(600_000);
    expect(await port.activeBans('sshd')).toEqual([]);
  });

  it('is away, slow or lost when told to be', async () => {
    circumstances.unreachable = 'not_running';
    await expect(port.jailNames()).rejects.toMatchObject({ reason: 'not_running' });
    circumstances.unreachable = null;

    circumstances.delayMs = 5000;
    const late = expect(port.ping(1000)).rejects.toMatchObject({ code: 'FAIL2BAN_TIMEOUT' });
    const answer = port.jailNames();
    expect(port.running()).toMatchObject({ command: 'status' });
    await clock.advance(5000);
    await late;
    expect(await answer).toEqual(['sshd']);

    let lost = 0;
    const stop = port.onConnectionLost(() => lost++);
    loseConnection();
    stop();
    loseConnection();
    expect(lost).toBe(1);
  });
});
