import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryResponse } from '../../pkg/contract/history';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { benchAddresses } from '../stack/testAddresses';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';

/** More than lists are read of after each change. */
const MANY = 5100;

describe('a jail whose actions take long, with too many bans to be listed', () => {
  const disposals: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  it('has a ban by hand once, with who asked for it and who lifted it', async () => {
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd', banTime: 86_400, action: 'none' }] });
    disposals.push(fail2ban.dispose);
    await fail2ban.ban('sshd', benchAddresses(MANY));
    await fail2ban.client('set', 'sshd', 'addaction', 'slow');
    await fail2ban.client('set', 'sshd', 'action', 'slow', 'actionban', 'sleep 4');
    await fail2ban.client('set', 'sshd', 'action', 'slow', 'actionunban', 'sleep 12');
    const sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_LOG: fail2ban.logPath });
    disposals.push(sidecar.stop);
    await waitFor('the log to be followed', async () => (await sidecar.call('GET', '/status')).body.follow.live === true);

    const rows = async () => {
      await sidecar.call('POST', '/history/sync', { body: {} });
      return ((await sidecar.call('GET', '/history?search=192.0.2.7')).body as HistoryResponse).bans;
    };
    const change = { addresses: ['192.0.2.7'], jails: ['sshd'] };
    await sidecar.call('POST', '/ban', { body: change });
    await waitFor('who asked', async () => (await rows()).some(({ actor }) => actor !== null), { everyMs: 500, timeoutMs: 30_000 });
    expect(await rows()).toMatchObject([{ actor: 'token:admin', origin: 'database', endedAt: null }]);

    await sidecar.call('POST', '/unban', { body: change });
    await waitFor('who lifted it', async () => (await rows()).some(({ endedBy }) => endedBy !== null), { everyMs: 500, timeoutMs: 60_000 });
    expect(await rows()).toMatchObject([{ actor: 'token:admin', endedBy: 'token:admin', endCause: 'unbanned' }]);
  }, 120_000);
});
