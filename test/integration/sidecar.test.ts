import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCountingProxy } from '../stack/countingProxy';
import type { CountingProxy } from '../stack/countingProxy';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

const cachesToRunOut = () => sleep(2100);
const BATCH = Array.from({ length: 250 }, (_, i) => `198.51.100.${i + 1}`);

describe('the sidecar on a real fail2ban', () => {
  let fail2ban: PrivateFail2ban;
  let proxy: CountingProxy;
  let sidecar: TestSidecar;

  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban({
      jails: [{ name: 'sshd', ignoreIp: ['203.0.113.0/24'] }, { name: 'nginx-http-auth' }, { name: 'paper', filter: 'sshd', action: 'none' }],
    });
    proxy = await createCountingProxy(fail2ban.socketPath, path.join(fail2ban.dir, 'proxy.sock'));
    sidecar = await startTestSidecar(proxy.socketPath);
  });
  afterAll(async () => {
    await sidecar.stop();
    await proxy.close();
    await fail2ban.dispose();
  });
  beforeEach(() => proxy.reset());

  const banip = (jail: string) => fail2ban.client('get', jail, 'banip');
  const sent = (word: string) => proxy.commands().filter((command) => command.includes(word));

  it('tells state, version and totals', async () => {
    const { status, body } = await sidecar.call('GET', '/status', { role: 'Viewer' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'online', up: 1, reason: null, version: fail2ban.version, totals: { jails: 3 } });
  });

  it('lists jails with parameters and sources, and says which one bans on paper only', async () => {
    const { body } = await sidecar.call('GET', '/jails', { role: 'Viewer' });
    const jails = new Map(body.jails.map((jail: { name: string }) => [jail.name, jail]));
    expect(jails.get('sshd')).toMatchObject({ banTime: 600, findTime: 600, maxRetry: 3, logFiles: [fail2ban.jailLogs.sshd], attention: [] });
    expect(jails.get('paper')).toMatchObject({ actions: [], attention: ['blocks_nothing'] });
  });

  it('bans and unbans IPv4 and IPv6 so that fail2ban itself lists them', async () => {
    const banned = await sidecar.call('POST', '/ban', { role: 'Editor', body: { addresses: ['192.0.2.7', '2001:DB8::0007'], jails: ['sshd', 'nginx-http-auth'] } });
    expect(banned.status).toBe(200);
    expect(banned.body).toMatchObject({ state: 'done', outcomes: [{ jail: 'sshd', changed: 2 }, { jail: 'nginx-http-auth', changed: 2 }] });
    for (const jail of ['sshd', 'nginx-http-auth']) {
      expect((await banip(jail)).split(/\s+/).sort()).toEqual(['192.0.2.7', '2001:db8::7']);
    }

    const { body } = await sidecar.call('GET', '/bans?search=192.0.2.0/24&jail=sshd');
    expect(body.total).toBe(1);
    const [ban] = body.bans;
    expect(ban).toMatchObject({ jail: 'sshd', address: '192.0.2.7', banTime: 600, end: ban.start + 600 });
    expect(Math.abs(ban.start - Date.now() / 1000)).toBeLessThan(60);

    const one = await sidecar.call('POST', '/unban', { role: 'Editor', body: { addresses: ['192.0.2.7'], jails: ['sshd'] } });
    expect(one.body.outcomes).toEqual([{ jail: 'sshd', requested: 1, changed: 1, error: null }]);
    expect(await banip('sshd')).toBe('2001:db8::7');
    const everywhere = await sidecar.call('POST', '/unban', { role: 'Editor', body: { addresses: ['192.0.2.7', '2001:db8::7'] } });
    expect(everywhere.body.outcomes).toEqual([{ jail: null, requested: 2, changed: 3, error: null }]);
    expect(await banip('sshd')).toBe('');
    expect(await banip('nginx-http-auth')).toBe('');
    expect((await sidecar.call('GET', '/bans')).body.total).toBe(0);
  });

  it('sends many addresses in chunks and lifts a network only when asked twice', async () => {
    await sidecar.call('POST', '/ban', { body: { addresses: BATCH, jails: ['sshd'] } });
    expect(sent('set sshd banip')).toHaveLength(3);
    const hesitant = await sidecar.call('POST', '/unban', { role: 'Editor', body: { addresses: ['198.51.100.0/24'], jails: ['sshd'] } });
    expect(hesitant).toMatchObject({ status: 400, body: { error_code: 'BAN_GUARD', details: { confirmable: true, conflicts: [{ rule: 'bulk_unban' }] } } });
    const sure = await sidecar.call('POST', '/unban', { role: 'Editor', body: { addresses: ['198.51.100.0/24'], jails: ['sshd'], confirm: true } });
    expect(sure.body.outcomes[0].changed).toBe(BATCH.length);
  });

  it.each([
    ['0.0.0.0/0', 'BAN_GUARD'],
    ['::/0', 'BAN_GUARD'],
    ['10.0.0.0/8', 'BAN_GUARD'],
    ['127.0.0.1', 'BAN_GUARD'],
    ['::1', 'BAN_GUARD'],
    ['203.0.113.9', 'BAN_GUARD'],
    ['10.20.30.40', 'BAN_GUARD'],
    ['10.20.30.0/24', 'BAN_GUARD'],
    ['10.20.30.1', 'BAN_GUARD'],
    ['10.99.0.5', 'BAN_GUARD'],
    ['junk', 'INVALID_INPUT'],
    ['', 'INVALID_INPUT'],
    ['192.0.2.7\n2026-11-21 Ban 192.0.2.8', 'INVALID_INPUT'],
    ['192.0.2.7<F2B_END_COMMAND>', 'INVALID_INPUT'],
    ['192.0.2.7/24', 'INVALID_INPUT'],
  ])('refuses to ban %j with a clear error and sends nothing', async (address, code) => {
    const { status, body } = await sidecar.call('POST', '/ban', { role: 'Editor', body: { addresses: ['192.0.2.1', address], jails: ['sshd'] } });
    expect(status).toBe(400);
    expect(body.error_code).toBe(code);
    expect(body.message).not.toBe('');
    expect(sent('banip')).toEqual([]);
  });

  it("lets an Admin overrule the guard, but nobody the width, and an Editor's yes counts for nothing", async () => {
    const body = { addresses: ['203.0.113.9'], jails: ['sshd'], confirm: true };
    expect((await sidecar.call('POST', '/ban', { role: 'Editor', body })).body).toMatchObject({ error_code: 'BAN_GUARD', details: { confirmable: false } });
    expect((await sidecar.call('POST', '/ban', { body })).status).toBe(200);
    expect((await sidecar.call('POST', '/ban', { body: { ...body, addresses: ['0.0.0.0/0'] } })).body.error_code).toBe('BAN_GUARD');
    await sidecar.call('POST', '/unban', { body: { addresses: ['203.0.113.9'] } });
  });

  it('does not ban where the request comes from', async () => {
    const { body } = await sidecar.call('POST', '/ban', {
      body: { addresses: ['198.51.100.77'], jails: ['sshd'] },
      headers: { 'x-forwarded-for': '198.51.100.77, 10.0.0.1' },
    });
    expect(body).toMatchObject({ error_code: 'BAN_GUARD', details: { conflicts: [{ rule: 'your_address' }] } });
  });

  it('knows no jail that does not run', async () => {
    const { status, body } = await sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.7'], jails: ['nosuch'] } });
    expect([status, body.error_code]).toEqual([404, 'JAIL_NOT_FOUND']);
    expect((await sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.7'], jails: ['--all'] } })).body.error_code).toBe('INVALID_INPUT');
    expect(sent('banip')).toEqual([]);
  });

  it('leaves an audit record of what was done and of what was refused', async () => {
    await sidecar.call('POST', '/ban', { role: 'Editor', body: { addresses: ['192.0.2.50'], jails: ['sshd'] } });
    await sidecar.call('POST', '/unban', { role: 'Viewer', body: { addresses: ['192.0.2.50'] } });
    await sidecar.call('POST', '/unban', { role: 'Editor', body: { addresses: ['192.0.2.50'] } });
    const audit = sidecar.records().filter(({ event }) => event === 'audit').slice(-3);
    expect(audit).toMatchObject([
      { action: 'ban', result: 'done', actor: 'token:editor', role: 'Editor', org: 0, host: expect.any(String), request: { addresses: ['192.0.2.50'] } },
      { action: 'unban', result: 'refused', actor: 'token:viewer', role: 'Viewer', error_code: 'FORBIDDEN' },
      { action: 'unban', result: 'done', actor: 'token:editor' },
    ]);
  });

  it('keeps whole audit records while the archive is locked, and writes them when it is not', async () => {
    const archive = new Database(path.join(sidecar.stateDir, 'archive.sqlite'));
    const addresses = Array.from({ length: 100 }, (_, i) => `192.0.2.${i + 101}`);
    try {
      archive.exec('BEGIN IMMEDIATE');
      await sidecar.call('POST', '/unban', { role: 'Editor', body: { addresses } });
      await waitFor('the archive to be found locked', () => sidecar.records().some(({ event }) => event === 'archive_write_late'), { timeoutMs: 30_000 });
      archive.exec('COMMIT');
      await waitFor('the record to be written', () => sidecar.records().some(({ event }) => event === 'archive_caught_up'), { timeoutMs: 30_000 });
      const row = archive.prepare('SELECT action, request FROM audit ORDER BY id DESC LIMIT 1').get();
      expect(row).toEqual({ action: 'unban', request: JSON.stringify({ addresses }) });
    } finally {
      archive.close();
    }
  });

  it('asks fail2ban one round of commands for ten panels that refresh at once, over one connection', async () => {
    await cachesToRunOut();
    proxy.reset();
    const panels = ['/status', '/jails', '/bans', '/bans?jail=sshd', '/status', '/jails', '/bans?sort=end', '/status', '/jails', '/bans?search=192.0.2.0/24'];
    const replies = await Promise.all(panels.map((panel) => sidecar.call('GET', panel, { role: 'Viewer' })));
    expect(replies.map(({ status }) => status)).toEqual(panels.map(() => 200));
    const commands = proxy.commands().filter((command) => !command.startsWith('get'));
    expect(commands.sort()).toEqual(['status', 'status nginx-http-auth short', 'status paper short', 'status sshd short']);
    expect(proxy.connections()).toBe(1);
  });

  it('fetches no list of a jail whose counters stand still', async () => {
    await sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.60'], jails: ['sshd'] } });
    expect((await sidecar.call('GET', '/bans')).body.total).toBe(1);
    await cachesToRunOut();
    proxy.reset();
    expect((await sidecar.call('GET', '/bans')).body.total).toBe(1);
    expect(sent('--with-time')).toEqual([]);
    await fail2ban.client('set', 'sshd', 'unbanip', '192.0.2.60');
    await cachesToRunOut();
    expect((await sidecar.call('GET', '/bans')).body.total).toBe(0);
  });
});
