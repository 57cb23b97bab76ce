import { rename } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodedFrame } from '../peer/decodedFrame';
import { contextOf, createGrafanaClient } from '../peer/grafanaClient';
import type { GrafanaClient } from '../peer/grafanaClient';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { GRAFANA_TOKEN, startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

/** Not the machine's, so that a wrong zone shows. */
const TIME_ZONE = 'Asia/Kathmandu';

describe('queries of logs, annotations, tops and places on a real fail2ban', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  let grafana: GrafanaClient;

  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'other', filter: 'sshd' }], timeZone: TIME_ZONE });
    sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_QUERY_LOG_LINES: 'true', BANGUI_FAIL2BAN_TZ: TIME_ZONE });
    grafana = createGrafanaClient(`unix:${sidecar.pluginSocket}`);
    // Of the Netherlands and of the United States by the free database; no firewall is touched.
    await fail2ban.ban('sshd', ['193.0.6.139', '8.8.9.9', '192.0.2.7']);
    await fail2ban.ban('other', ['192.0.2.7']);
  });
  afterAll(async () => {
    grafana.close();
    await sidecar.stop();
    await fail2ban.dispose();
  });

  async function ask(query: object, login = 'anna') {
    const now = Date.now();
    const { A } = await grafana.query({ A: query }, contextOf({ login, role: 'Admin' }, GRAFANA_TOKEN), { timeRange: { fromEpochMS: now - 600_000, toEpochMS: now + 1000 } });
    return { status: A?.status, error: A?.error, ...(A?.status === 200 ? decodedFrame(A) : { rows: [], fields: [], meta: null }) };
  }
  const bodies = async (query: object) => (await ask({ queryType: 'logs', ...query })).rows.map(({ body }) => String(body));

  it('gives the lines that fail2ban has logged, newest first, at their time', async () => {
    const { rows } = await ask({ queryType: 'logs' });
    const lines = rows.map(({ body }) => String(body));
    expect(lines[0]).toBe('[other] Ban 192.0.2.7');
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^Starting Fail2ban v/), "Jail 'sshd' started", '[sshd] Ban 193.0.6.139']));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows[0]?.severity).toBe('info');
  });

  it('filters them by jail, text and level, and shows no more than asked for', async () => {
    expect(await bodies({ jail: ['sshd'], search: 'BAN ' })).toEqual(['[sshd] Ban 192.0.2.7', '[sshd] Ban 8.8.9.9', '[sshd] Ban 193.0.6.139']);
    expect(await bodies({ search: 'ban 192', limit: 1 })).toEqual(['[other] Ban 192.0.2.7']);
    expect((await bodies({ level: 'NOTICE' })).slice(0, 4).every((body) => body.includes('] Ban '))).toBe(true);
    expect(await bodies({ level: 'NOTICE', search: "jail 'sshd' started" })).toEqual([]);
    await expect(fail2ban.client('set', 'sshd', 'nonsense', 'x')).rejects.toThrow();
    expect(await waitFor('the failed command', async () => (await bodies({ level: 'WARNING', search: 'has failed' }))[0])).toContain('nonsense');
  });

  it('reads on in the rotated file', async () => {
    const before = await bodies({});
    await rename(fail2ban.logPath, `${fail2ban.logPath}.1`);
    await fail2ban.client('flushlogs');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.8');
    const after = await waitFor('the line of the new file', async () => {
      const lines = await bodies({});
      return lines[0] === '[sshd] Ban 192.0.2.8' && lines;
    });
    expect(after.slice(-before.length)).toEqual(before);
  });

  it('gives no line to a visitor of a public dashboard', async () => {
    expect(await ask({ queryType: 'logs' }, 'service')).toMatchObject({ status: 403, error: expect.stringContaining('public dashboards'), rows: [] });
  });

  it('tells of bans, and of starts and stops, as annotations', async () => {
    await fail2ban.client('set', 'other', 'unbanip', '192.0.2.7');
    const ended = await waitFor('the end of the ban', async () => {
      const { rows } = await ask({ queryType: 'annotations', what: 'bans', jail: 'other', search: '192.0.2.7' });
      return rows.length === 1 && rows[0]?.timeEnd !== null && rows;
    });
    expect(ended).toMatchObject([{ title: 'Ban 192.0.2.7 in other', text: expect.stringMatching(/banned for 10 minutes; ended after .*unbanned/), tags: 'ban,other' }]);
    expect((await ask({ queryType: 'annotations', what: 'bans', jail: 'sshd' })).rows.filter(({ timeEnd }) => timeEnd === null)).toHaveLength(4);
    expect((await ask({ queryType: 'annotations', what: 'bans', search: 'nonsense' })).error).toMatch(/search|address/);

    await fail2ban.client('stop', 'other');
    const jails = await waitFor('the stop', async () => {
      const { rows } = await ask({ queryType: 'annotations', what: 'jails', jail: ['other'] });
      return rows.length === 2 && rows;
    });
    expect(jails.map(({ title }) => title)).toEqual(['Jail other stopped', 'Jail other started']);
    expect((await ask({ queryType: 'annotations' })).rows).toMatchObject([{ title: 'fail2ban started', text: `Version ${fail2ban.version}` }]);
  });

  it('counts tops, and places countries', async () => {
    const top = await ask({ queryType: 'top', by: 'jail' });
    expect(top.rows).toEqual([expect.objectContaining({ jail: 'sshd', bans: 4 }), expect.objectContaining({ jail: 'other', bans: 1 })]);
    const geo = await ask({ queryType: 'geo' });
    expect(geo.rows.map(({ country, countryName, bans }) => [country, countryName, bans]).sort()).toEqual([
      ['NL', 'Netherlands', 1],
      ['US', 'United States', 1],
    ]);
    expect(geo.meta).toMatchObject({ notices: [{ text: '3 bans have no known country.' }] });
  });

  it('still reads the log when fail2ban has ended, and tells when it did', async () => {
    await fail2ban.stop();
    expect(await waitFor('the last line', async () => (await bodies({ search: 'exiting fail2ban' }))[0])).toBe('Exiting Fail2ban');
    const rows = await waitFor('the stop', async () => {
      const found = (await ask({ queryType: 'annotations', what: 'server', search: 'stopped' })).rows;
      return found.length > 0 && found;
    });
    expect(rows[0]).toMatchObject({ title: 'fail2ban stopped' });
  });
});

describe('a sidecar as it comes', () => {
  it('gives no log lines to queries, and names the setting', async () => {
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }] });
    const sidecar = await startTestSidecar(fail2ban.socketPath);
    const grafana = createGrafanaClient(`unix:${sidecar.pluginSocket}`);
    const { A } = await grafana.query({ A: { queryType: 'logs' } }, contextOf({ login: 'admin', role: 'Admin' }, GRAFANA_TOKEN), { timeRange: { fromEpochMS: 0, toEpochMS: Date.now() } });
    expect(A).toMatchObject({ status: 403, frames: [], error: expect.stringContaining('BANGUI_QUERY_LOG_LINES') });
    grafana.close();
    await sidecar.stop();
    await fail2ban.dispose();
  });
});
