import { afterEach, expect, it } from 'vitest';
import type { HistoryResponse } from '../../pkg/contract/history';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';

const disposals: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) {
    await dispose();
  }
});

it('a ban that is taken back at once is one ban, at whatever part of a second', async () => {
  const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd', action: 'noop' }] });
  disposals.push(fail2ban.dispose);
  const sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_LOG: fail2ban.logPath });
  disposals.push(sidecar.stop);
  await waitFor('the log to be followed', async () => (await sidecar.call('GET', '/status')).body.follow.live === true);

  const addresses = Array.from({ length: 60 }, (_, index) => `198.51.100.${index + 1}`);
  for (const address of addresses) {
    const change = { addresses: [address], jails: ['sshd'] };
    expect((await sidecar.call('POST', '/ban', { body: change })).body).toMatchObject({ state: 'done' });
    expect((await sidecar.call('POST', '/unban', { body: change })).body).toMatchObject({ state: 'done' });
    await new Promise((resolve) => setTimeout(resolve, 61));
  }
  // The log is read in order, and while it is followed nothing else tells of an end that is not ours.
  await fail2ban.client('set', 'sshd', 'banip', '203.0.113.1');
  await fail2ban.client('set', 'sshd', 'unbanip', '203.0.113.1');
  const rows = async () => ((await sidecar.call('GET', '/history?limit=1000')).body as HistoryResponse).bans;
  await waitFor('the log to be read', async () => (await rows()).some(({ address, endedAt }) => address === '203.0.113.1' && endedAt !== null));
  const pairs = (await rows()).filter(({ address }) => address !== '203.0.113.1').map(({ address, actor, endedBy, endCause }) => ({ address, actor, endedBy, endCause }));
  expect(pairs).toHaveLength(addresses.length);
  expect(pairs).toEqual(expect.arrayContaining(addresses.map((address) => ({ address, actor: 'token:admin', endedBy: 'token:admin', endCause: 'unbanned' }))));
}, 120_000);
