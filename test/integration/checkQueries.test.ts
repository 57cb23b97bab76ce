import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../pkg/contract/queries';
import { contextOf, createGrafanaClient } from '../peer/grafanaClient';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { GRAFANA_TOKEN, startTestSidecar } from './startTestSidecar';

describe('checks, as Grafana asks for them', () => {
  const disposals: Array<() => unknown> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  async function start() {
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'other', filter: 'sshd' }] });
    disposals.push(fail2ban.dispose);
    const sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand, BANGUI_FAIL2BAN_REGEX: fail2ban.regexCommand });
    disposals.push(sidecar.stop);
    const grafana = createGrafanaClient(`unix:${sidecar.pluginSocket}`);
    disposals.push(grafana.close);
    async function ask(check: string, jail?: string) {
      const { A } = await grafana.query({ A: { queryType: 'check', check, jail } }, contextOf({ login: 'grafana_scheduler', role: 'Admin' }, GRAFANA_TOKEN));
      const rows = A?.frames?.[0] ? tableFromIPC(A.frames[0]).toArray().map((row) => row?.toJSON() as Record<string, unknown>) : [];
      return { error: A?.error, status: A?.status, rows };
    }
    return { fail2ban, sidecar, ask };
  }

  it('answer with a row a subject, all well, and survive a restart of fail2ban', async () => {
    const { fail2ban, sidecar, ask } = await start();
    const problems = async () => (await Promise.all(CHECKS.map(async (check) => (await ask(check)).rows.filter(({ value }) => value !== 0).map(({ evidence }) => evidence)))).flat();
    await waitFor('everything to be known', async () => (await problems()).length === 0);
    expect((await ask('jail_blind')).rows.map(({ jail, value }) => [jail, value])).toEqual([['other', 0], ['sshd', 0]]);
    expect((await ask('jail_blind', 'sshd')).rows).toHaveLength(1);
    expect((await ask('half_blind')).rows.map(({ subject }) => subject)).toEqual(['socket', 'log_level', 'database', 'log', 'jail_logs']);
    expect(await sidecar.call('POST', '/jobs/blind_check/run', { body: {} })).toMatchObject({ status: 200 });

    await fail2ban.stop();
    await waitFor('the end', async () => (await sidecar.call('GET', '/status')).body.state === 'offline');
    expect((await ask('down')).rows).toEqual([{ subject: null, problem: 'offline', evidence: expect.stringContaining('not running'), value: 1 }]);
    expect(await ask('jail_vanished')).toMatchObject({ status: 502, error: expect.stringContaining('not running'), rows: [] });
    expect((await ask('stuck')).rows).toEqual([{ subject: null, problem: null, evidence: null, value: 0 }]);
    await fail2ban.start();
    await waitFor('the start', async () => (await sidecar.call('GET', '/status')).body.state === 'online');
    expect(await problems()).toEqual([]);
  });

  it('forget an address that is erased', async () => {
    const { fail2ban, sidecar, ask } = await start();
    await fail2ban.client('set', 'sshd', 'addaction', 'failing');
    await fail2ban.client('set', 'sshd', 'action', 'failing', 'actionban', 'exit 1');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.7');
    const evidence = async () => (await ask('not_enforced', 'sshd')).rows.map((row) => String(row.evidence)).join();
    await waitFor('the failure', async () => (await evidence()).includes('192.0.2.7'), { everyMs: 500 });
    expect((await sidecar.call('DELETE', '/ips/192.0.2.7')).status).toBe(200);
    await waitFor('other words', async () => !(await evidence()).includes('192.0.2.7'));
    const notes = path.join(sidecar.stateDir, 'check-notes.json');
    await waitFor('other notes', async () => !(await readFile(notes, 'utf8')).includes('192.0.2.7'));
    expect(await evidence()).toContain('failed to ban');
  });

  it('tell that fail2ban writes down too little', async () => {
    const { fail2ban, ask } = await start();
    await fail2ban.client('set', 'loglevel', 'ERROR');
    const found = await waitFor('the level to be noticed', async () => (await ask('half_blind')).rows.find(({ value }) => value === 1));
    expect(found).toMatchObject({ subject: 'log_level', problem: 'log_level', evidence: expect.stringContaining('ERROR') });
  });
});
