import { appendFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban, PrivateFail2banOptions } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

interface Row {
  jail: string;
  address: string;
  start: number;
  endedAt: number | null;
  origin: string;
  actor: string | null;
  lines: number;
  id: number;
  failures: number | null;
}

describe('the history of a real fail2ban', () => {
  const disposals: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  async function start(env: NodeJS.ProcessEnv = {}, options: PrivateFail2banOptions = {}): Promise<{ fail2ban: PrivateFail2ban; sidecar: TestSidecar }> {
    const fail2ban = await createPrivateFail2ban(options);
    disposals.push(fail2ban.dispose);
    const sidecar = await startTestSidecar(fail2ban.socketPath, env);
    disposals.push(sidecar.stop);
    return { fail2ban, sidecar };
  }

  const historyOf = async (sidecar: TestSidecar, query = ''): Promise<Row[]> => (await sidecar.call('GET', `/history?limit=1000${query}`)).body.bans;
  const addressesOf = async (sidecar: TestSidecar, query = '') => (await historyOf(sidecar, query)).map(({ address }) => address).sort();
  const sync = async (sidecar: TestSidecar) => {
    const { status, body } = await sidecar.call('POST', '/history/sync');
    expect(status).toBe(200);
    return body.synced as number;
  };
  /** fail2ban counts a ban before its observer thread writes the row. */
  const rowsWritten = (fail2ban: PrivateFail2ban, count: number) =>
    waitFor(`${count} rows in fail2ban's database`, () => {
      const database = new Database(fail2ban.databasePath, { readonly: true });
      try {
        return database.prepare('SELECT count(*) FROM bans').pluck().get() === count;
      } finally {
        database.close();
      }
    });

  it('has what fail2ban found, with log lines, from before the sidecar started and from then on', async () => {
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd', maxRetry: 2 }] });
    disposals.push(fail2ban.dispose);
    const log = fail2ban.jailLogs.sshd ?? '';
    const fail = async (address: string) => {
      const stamp = new Date().toLocaleString('en-US', { month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).replace(',', '').replace(',', '');
      await appendFile(log, `${stamp} host sshd[99]: Failed password for root from ${address} port 4242 ssh2\n`.repeat(2));
    };
    await fail('192.0.2.50');
    await rowsWritten(fail2ban, 1);
    const sidecar = await startTestSidecar(fail2ban.socketPath);
    disposals.push(sidecar.stop);
    const [first] = await waitFor('the first ban in the archive', async () => ((await historyOf(sidecar)).length === 1 ? historyOf(sidecar) : null));
    expect(first).toMatchObject({ jail: 'sshd', address: '192.0.2.50', origin: 'database', actor: null, failures: 2, endedAt: null });
    expect(first?.lines).toBe(2);
    const { body: lines } = await sidecar.call('GET', `/history/${first?.id}/lines`, { role: 'Viewer' });
    expect(lines).toMatchObject({ id: first?.id, source: 'database', lines: [expect.stringContaining('Failed password for root'), expect.any(String)] });

    await fail('192.0.2.51');
    await rowsWritten(fail2ban, 2);
    await waitFor('the second, without being asked for', async () => {
      await sidecar.call('GET', '/jails');
      return (await historyOf(sidecar)).length === 2;
    }, { timeoutMs: 30_000 });
    expect((await sidecar.call('GET', '/status')).body.history).toMatchObject({ source: 'database', reason: null, lastSync: expect.any(Number) });
  });

  it('has own bans at once, with who asked, and one row a ban after copying', async () => {
    const { fail2ban, sidecar } = await start();
    await sidecar.call('POST', '/ban', { role: 'Editor', body: { addresses: ['192.0.2.1', '2001:db8::1'], jails: ['sshd', 'nginx-http-auth'] } });
    const own = await historyOf(sidecar);
    expect(own.map(({ jail, address, actor }) => [jail, address, actor].join(' ')).sort()).toEqual(
      ['nginx-http-auth 192.0.2.1', 'nginx-http-auth 2001:db8::1', 'sshd 192.0.2.1', 'sshd 2001:db8::1'].map((ban) => `${ban} token:editor`)
    );
    await rowsWritten(fail2ban, 4);
    expect(await sync(sidecar)).toBe(0);
    expect((await historyOf(sidecar)).map(({ origin, actor }) => [origin, actor])).toEqual(Array.from({ length: 4 }, () => ['database', 'token:editor']));
  });

  it('keeps what fail2ban forgets with an unban, and says who lifted it', async () => {
    const { fail2ban, sidecar } = await start();
    await fail2ban.ban('sshd', ['192.0.2.1', '192.0.2.2']);
    await rowsWritten(fail2ban, 2);
    await sync(sidecar);
    await sidecar.call('POST', '/unban', { body: { addresses: ['192.0.2.1'] } });
    await fail2ban.client('set', 'sshd', 'unbanip', '192.0.2.2');
    await rowsWritten(fail2ban, 0);
    await sync(sidecar);
    const rows = await historyOf(sidecar);
    expect(rows.map(({ address, endedAt }) => [address, endedAt === null]).sort()).toEqual([
      ['192.0.2.1', false],
      ['192.0.2.2', true],
    ]);
  });

  it('misses no ban that got the row number of a deleted one', async () => {
    const { fail2ban, sidecar } = await start();
    await fail2ban.ban('sshd', ['192.0.2.1', '192.0.2.2', '192.0.2.3']);
    await rowsWritten(fail2ban, 3);
    await sync(sidecar);
    await fail2ban.client('set', 'sshd', 'unbanip', '192.0.2.2', '192.0.2.3');
    await fail2ban.ban('sshd', ['192.0.2.4', '192.0.2.5']);
    await rowsWritten(fail2ban, 3);
    await sync(sidecar);
    expect(await addressesOf(sidecar)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5']);
    expect(sidecar.records().map(({ event }) => event)).toContain('history_rescan');
  });

  it('goes on over a restart of fail2ban without doubling what it restores', async () => {
    const { fail2ban, sidecar } = await start();
    await fail2ban.ban('sshd', ['192.0.2.1', '192.0.2.2']);
    await rowsWritten(fail2ban, 2);
    await sync(sidecar);
    await fail2ban.stop();
    expect((await sidecar.call('POST', '/history/sync')).status).toBe(502);
    await fail2ban.start();
    await fail2ban.ban('sshd', ['192.0.2.3']);
    await rowsWritten(fail2ban, 3);
    await sync(sidecar);
    expect(await addressesOf(sidecar)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  });

  it('comes from lists when the database cannot be read, marked as approximate, and status says why', async () => {
    const { fail2ban, sidecar } = await start({ BANGUI_FAIL2BAN_DB: '/nowhere/fail2ban.sqlite3' });
    await fail2ban.ban('sshd', ['192.0.2.1']);
    await waitFor('the ban on the list', async () => (await sidecar.call('GET', '/bans')).body.total === 1);
    await sync(sidecar);
    const { body } = await sidecar.call('GET', '/history');
    expect(body.bans).toEqual([expect.objectContaining({ address: '192.0.2.1', origin: 'observed', approximate: true })]);
    expect((await sidecar.call('GET', '/status')).body.history).toMatchObject({ source: 'observed', reason: expect.stringContaining('BANGUI_FAIL2BAN_DB') });
  });

  it('is asked by jail, address, network and window, a page at a time, and counted by time', async () => {
    const { fail2ban, sidecar } = await start();
    const many = Array.from({ length: 25 }, (_, i) => `198.51.100.${i}`);
    await fail2ban.ban('sshd', [...many, '192.0.2.1']);
    await fail2ban.ban('nginx-http-auth', ['192.0.2.1', '2001:db8::1']);
    await rowsWritten(fail2ban, 28);
    await sync(sidecar);
    expect(await historyOf(sidecar, '&search=192.0.2.1')).toHaveLength(2);
    expect(await historyOf(sidecar, '&search=192.0.2.1&jail=sshd')).toHaveLength(1);
    expect(await historyOf(sidecar, '&search=198.51.100.0/28')).toHaveLength(16);
    expect(await historyOf(sidecar, '&range=1h')).toHaveLength(28);
    const now = Math.floor(Date.now() / 1000);
    expect(await historyOf(sidecar, `&from=${now - 7200}&to=${now - 3600}`)).toHaveLength(0);

    const paged: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await sidecar.call('GET', `/history?limit=10${after === '' ? '' : `&after=${after}`}`);
      paged.push(...(body.bans as Row[]).map(({ jail, address }) => `${jail} ${address}`));
      after = body.next as string | null;
    }
    expect(new Set(paged).size).toBe(28);
    expect(paged).toHaveLength(28);

    const { body } = await sidecar.call('GET', '/trend?range=1h');
    const counted = (body.points as Array<{ key: string; bans: number }>).reduce<Record<string, number>>((sums, { key, bans }) => ({ ...sums, [key]: (sums[key] ?? 0) + bans }), {});
    expect(counted).toEqual({ sshd: 26, 'nginx-http-auth': 2 });
    expect((await sidecar.call('GET', '/top?by=network&limit=2')).body.rows).toMatchObject([{ key: '198.51.100.0/24', bans: 25, addresses: 25 }, { key: '192.0.2.0/24', bans: 2, addresses: 1 }]);
    expect((await sidecar.call('GET', '/summary?range=1h')).body).toMatchObject({ bans: 28, addresses: 27, newAddresses: 27, repeatOffenders: 1, previousBans: 0 });
  });

  it('has everything about one address on one page, and forgets it for an Admin only', async () => {
    const { fail2ban, sidecar } = await start();
    await fail2ban.ban('sshd', ['192.0.2.1', '192.0.2.9', '192.0.2.0/28']);
    await rowsWritten(fail2ban, 3);
    await sync(sidecar);
    await sidecar.call('POST', '/unban', { body: { addresses: ['192.0.2.9'] } });
    const page = await sidecar.call('GET', '/ips/192.0.2.1', { role: 'Viewer' });
    expect(page).toMatchObject({ status: 200, body: { address: '192.0.2.1', ignoredBy: [], totals: { bans: 1, jails: ['sshd'] }, hostName: null, unbans: [] } });
    expect(page.body.active.map(({ address }: Row) => address).sort()).toEqual(['192.0.2.0/28', '192.0.2.1']);
    expect(page.body.neighbours).toMatchObject({ network: '192.0.2.0/24', inNetworkTotal: 2 });
    expect((await sidecar.call('GET', '/ips/192.0.2.9')).body).toMatchObject({ unbans: [{ address: '192.0.2.9', actor: expect.any(String), lifted: 1 }], bans: expect.arrayContaining([expect.objectContaining({ address: '192.0.2.9', endCause: 'unbanned', endedBy: expect.any(String) })]) });
    expect((await sidecar.call('GET', '/ips/nobody')).status).toBe(400);
    expect((await sidecar.call('GET', '/ips/192.0.2.0%2F28')).status).toBe(400);
    expect((await sidecar.call('DELETE', '/ips/192.0.2.1', { role: 'Editor' })).status).toBe(403);
    expect(await sidecar.call('DELETE', '/ips/192.0.2.1')).toMatchObject({ status: 200, body: { bans: 1 } });
    expect((await sidecar.call('GET', '/ips/192.0.2.1')).body).toMatchObject({ totals: { bans: 0 }, active: [expect.anything(), expect.anything()] });
    expect(sidecar.records()).toContainEqual(expect.objectContaining({ event: 'audit', action: 'erase_address', result: 'done', params: { ip: '192.0.2.1' } }));
    await fail2ban.stop();
    expect(await sidecar.call('GET', '/ips/192.0.2.9')).toMatchObject({ status: 200, body: { active: null, ignoredBy: null, totals: { bans: 1 } } });
  });

  it('refuses what it cannot use, and lets only an Admin copy by hand', async () => {
    const { sidecar } = await start();
    for (const query of ['range=yesterday', 'from=5&to=4', 'range=1h&from=5', 'search=nobody', 'after=x', 'limit=0', 'country=de', 'asn=x', 'minBans=0', 'unknown=1']) {
      expect(await sidecar.call('GET', `/history?${query}`)).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT' } });
    }
    expect((await sidecar.call('POST', '/history/sync', { role: 'Editor' })).status).toBe(403);
    await sync(sidecar);
    expect(sidecar.records()).toContainEqual(expect.objectContaining({ event: 'audit', action: 'history_sync', result: 'done', reply: { synced: 0 } }));
    expect(sidecar.records()).toContainEqual(expect.objectContaining({ event: 'history_sync_complete', synced: 0 }));
  });
});
