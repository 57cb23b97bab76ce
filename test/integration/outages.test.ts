import { afterEach, describe, expect, it } from 'vitest';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban, PrivateFail2banOptions } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

const SLOW_SECONDS = 15;

describe('the sidecar while fail2ban fails', () => {
  const disposals: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  async function start(options: PrivateFail2banOptions = {}): Promise<{ fail2ban: PrivateFail2ban; sidecar: TestSidecar }> {
    const fail2ban = await createPrivateFail2ban(options);
    disposals.push(fail2ban.dispose);
    const sidecar = await startTestSidecar(fail2ban.socketPath);
    disposals.push(sidecar.stop);
    return { fail2ban, sidecar };
  }

  const stateOf = async (sidecar: TestSidecar) => (await sidecar.call('GET', '/status')).body;
  const reached = (sidecar: TestSidecar, state: string, timeoutMs = 30_000) =>
    waitFor(`state ${state}`, async () => ((await stateOf(sidecar)).state === state ? true : null), { timeoutMs });
  const eventsOf = (sidecar: TestSidecar) => sidecar.records().map(({ event }) => event);

  it('is offline at once when fail2ban is killed, says why, and is back by itself', async () => {
    const { fail2ban, sidecar } = await start();
    await sidecar.call('GET', '/bans');
    await fail2ban.kill('SIGKILL');
    await reached(sidecar, 'offline', 2000);
    expect(await stateOf(sidecar)).toMatchObject({ up: 0, reason: 'stale_socket', totals: null, message: expect.stringContaining('fail2ban-client') });
    for (const path of ['/jails', '/bans']) {
      expect(await sidecar.call('GET', path)).toMatchObject({ status: 502, body: { error_code: 'FAIL2BAN_UNREACHABLE', details: { reason: 'stale_socket' } } });
    }
    expect((await sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.7'], jails: ['sshd'] } })).status).toBe(502);

    await fail2ban.start();
    await reached(sidecar, 'online');
    expect((await sidecar.call('GET', '/jails')).body.jails).toHaveLength(2);
    expect(eventsOf(sidecar).filter((event) => /^fail2ban_(came|went)/.test(String(event)))).toEqual(['fail2ban_came_online', 'fail2ban_went_offline', 'fail2ban_came_online']);
  });

  it('tells a stopped fail2ban from a crashed one', async () => {
    const { fail2ban, sidecar } = await start();
    await fail2ban.stop();
    await reached(sidecar, 'offline');
    expect((await stateOf(sidecar)).reason).toBe('not_running');
  });

  it('starts without fail2ban and finds it later', async () => {
    const fail2ban = await createPrivateFail2ban({ started: false });
    disposals.push(fail2ban.dispose);
    const sidecar = await startTestSidecar(fail2ban.socketPath);
    disposals.push(sidecar.stop);
    expect(await stateOf(sidecar)).toMatchObject({ state: 'offline', reason: 'not_running', up: 0 });
    await fail2ban.start();
    await reached(sidecar, 'online');
  });

  it('is busy, not down, while an action sleeps: reads come from the cache, the ban is answered 202 and ends well', async () => {
    const { fail2ban, sidecar } = await start({ jails: [{ name: 'sshd' }, { name: 'slow', filter: 'sshd', action: { sleepSeconds: SLOW_SECONDS } }] });
    await sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.1'], jails: ['sshd'] } });
    expect((await sidecar.call('GET', '/bans')).body.total).toBe(1);

    const ban = sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.7'], jails: ['slow'] } });
    await reached(sidecar, 'busy');
    expect(await stateOf(sidecar)).toMatchObject({ state: 'busy', up: 1, totals: { jails: 2 } });
    expect(await sidecar.call('GET', '/bans')).toMatchObject({ status: 200, body: { stale: true, total: 1 } });
    expect(await sidecar.call('GET', '/jails')).toMatchObject({ status: 200, body: { stale: true } });

    const accepted = await ban;
    expect(accepted).toMatchObject({ status: 202, body: { state: 'running', done: 0, total: 1 } });
    const ended = await waitFor('the end of the ban', async () => {
      const { body } = await sidecar.call('GET', `/operations/${accepted.body.id}`);
      return body.state === 'running' ? null : body;
    });
    expect(ended).toMatchObject({ state: 'done', outcomes: [{ jail: 'slow', changed: 1, error: null }] });
    await reached(sidecar, 'online');
    expect(await fail2ban.client('get', 'slow', 'banip')).toBe('192.0.2.7');
    expect((await sidecar.call('GET', '/bans')).body).toMatchObject({ stale: false, total: 2 });
    expect(eventsOf(sidecar)).not.toContain('fail2ban_went_offline');
    const audit = sidecar.records().filter(({ event, action }) => event === 'audit' && action === 'ban');
    expect(audit.map(({ result }) => result)).toEqual(['done', 'running', 'done']);
  });

  it('surfaces no EAGAIN to fifty clients at once, also when other clients crowd the socket', async () => {
    const { fail2ban, sidecar } = await start();
    const crowd = Promise.all(Array.from({ length: 5 }, () => fail2ban.client('status')));
    const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => sidecar.call('GET', i % 2 === 0 ? '/jails' : '/bans', { role: 'Viewer' })));
    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
    await crowd;
  });
});
