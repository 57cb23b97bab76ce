import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFail2banClient } from '../../pkg/fail2ban/createFail2banClient';
import type { Fail2banClient } from '../../pkg/fail2ban/createFail2banClient';
import { systemClock } from '../../pkg/host/systemClock';
import { describeFail2banPort } from '../contracts/fail2banPort.contract';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';

const TIME_ZONE = 'America/St_Johns';

describe('the client of a real fail2ban', () => {
  let fail2ban: PrivateFail2ban;
  beforeAll(async () => {
    const jails = [{ name: 'sshd', ignoreIp: ['127.0.0.0/8', 'example.invalid'] }, { name: 'nginx-http-auth' }, { name: 'ever', filter: 'sshd', banTime: -1 }, { name: 'third', filter: 'sshd' }];
    fail2ban = await createPrivateFail2ban({ jails, timeZone: TIME_ZONE });
  });
  afterAll(() => fail2ban.dispose());

  const connect = (): Fail2banClient =>
    createFail2banClient({ socketPath: fail2ban.socketPath, clock: systemClock, logger: createRecordingLogger().logger, timeZone: TIME_ZONE });

  describeFail2banPort('a real server in another time zone', async () => {
    await fail2ban.client('reload', '--if-exists', 'third');
    const client = connect();
    return { port: client, jails: ['sshd', 'nginx-http-auth'], stoppable: 'third', ignored: ['127.0.0.0/8', 'example.invalid'], now: systemClock.now, stop: client.close };
  });

  it('is understood by it: fail2ban-client lists what was banned', async () => {
    const client = connect();
    await client.ban('sshd', ['192.0.2.7', '2001:db8::7', '198.51.100.0/24']);
    expect((await fail2ban.client('get', 'sshd', 'banip')).split(/\s+/).sort()).toEqual(['192.0.2.7', '198.51.100.0/24', '2001:db8::7']);
    expect(await client.unban(null, ['192.0.2.7', '2001:db8::7', '198.51.100.0/24'])).toEqual({ changed: 3, failure: null });
    expect(await fail2ban.client('get', 'sshd', 'banip')).toBe('');
    await client.close();
  });

  it('reads bans for ever', async () => {
    const client = connect();
    await client.ban('ever', ['192.0.2.9']);
    expect(await client.activeBans('ever')).toEqual([{ jail: 'ever', address: '192.0.2.9', start: expect.any(Number), end: null, banTime: -1 }]);
    await client.unban('ever', ['192.0.2.9']);
    await client.close();
  });

  it('notices at once that the server is gone, says why, and finds it again', async () => {
    const client = connect();
    await client.ping(5000);
    const lost = new Promise<void>((resolve) => client.onConnectionLost(resolve));
    await fail2ban.kill('SIGKILL');
    await lost;
    await expect(client.ping(5000)).rejects.toMatchObject({ reason: 'stale_socket' });
    await fail2ban.start();
    await client.ping(5000);
    const gone = new Promise<void>((resolve) => client.onConnectionLost(resolve));
    await fail2ban.stop();
    await gone;
    await expect(client.ping(5000)).rejects.toMatchObject({ reason: 'not_running' });
    await client.close();
  });
});
