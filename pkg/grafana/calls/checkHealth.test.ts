import { afterEach, describe, expect, it } from 'vitest';
import type { Status } from '../../contract/status';
import { contextOf } from '../../../test/peer/grafanaClient';
import { NOW, ONLINE } from '../../../test/peer/pluginDeps';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';

let play: Play;
afterEach(() => play.end());

async function healthWhile(status: Status) {
  play = await playGrafana({ status: () => status });
  const { jsonDetails, ...health } = await play.grafana.checkHealth(contextOf());
  return { ...health, details: JSON.parse(jsonDetails.toString()) as Record<string, unknown> };
}

describe('CheckHealth', () => {
  it('says version, jails and state when all is well', async () => {
    const { status, message, details } = await healthWhile(ONLINE);
    expect(status).toBe('OK');
    expect(message).toBe('fail2ban 1.0.2 is online: 2 jails, 5 addresses banned');
    expect(details).toMatchObject({ state: 'online', version: '1.0.2', jails: 2, sidecarVersion: '0.1.0' });
  });

  it.each(['offline', 'forbidden', 'busy'] as const)('explains %s', async (state) => {
    const { status, message, details } = await healthWhile({ ...ONLINE, state, up: 0, message: 'Do this about it.', since: NOW - 400 });
    expect(status).toBe('ERROR');
    expect(message).toBe(`fail2ban is ${state}. Do this about it.`);
    expect(details).toMatchObject({ state });
  });

  it('takes a short busy time for no outage, and says it', async () => {
    const { status, message } = await healthWhile({ ...ONLINE, state: 'busy', message: 'A command is running.' });
    expect(status).toBe('OK');
    expect(message).toContain('busy');
    expect(message).toContain('A command is running.');
  });

  it('names what is switched off here, and why', async () => {
    const limits = [{ capability: 'start_jails' as const, reason: 'Another version.' }, { capability: 'ban_times' as const, reason: 'Another zone.' }];
    const { status, message, details } = await healthWhile({ ...ONLINE, limits });
    expect(status).toBe('OK');
    expect(message).toBe('fail2ban 1.0.2 is online: 2 jails, 5 addresses banned. Switched off here: start_jails, ban_times');
    expect(details.limits).toEqual(limits);
  });

  it('is unknown before the first probe', async () => {
    const { status } = await healthWhile({ ...ONLINE, state: 'unknown', up: null, totals: null, version: null });
    expect(status).toBe('UNKNOWN');
  });

  it('tells the version only when no data source asks', async () => {
    play = await playGrafana();
    for (const context of [null, { ...contextOf(), dataSourceInstanceSettings: null }]) {
      const { status, message, jsonDetails } = await play.grafana.checkHealth(context);
      expect(status).toBe('UNKNOWN');
      expect(message).toBe('BanGUI sidecar 0.1.0');
      expect(JSON.parse(jsonDetails.toString())).toEqual({ sidecarVersion: '0.1.0' });
    }
  });

  it('says inside the reply when the state cannot be told', async () => {
    play = await playGrafana({ status: () => Promise.reject(new Error('inside')) });
    const { status, jsonDetails } = await play.grafana.checkHealth(contextOf());
    expect(status).toBe('ERROR');
    expect(JSON.parse(jsonDetails.toString())).toMatchObject({ error_code: 'INTERNAL' });
    expect(jsonDetails.toString()).not.toContain('inside');
  });

  it('refuses a wrong token inside the reply and logs it once', async () => {
    play = await playGrafana();
    for (const token of ['wrong', '', 'wrong']) {
      const { status, jsonDetails } = await play.grafana.checkHealth(contextOf(undefined, token));
      expect(status).toBe('ERROR');
      expect(JSON.parse(jsonDetails.toString())).toMatchObject({ error_code: 'SIDECAR_TOKEN_MISMATCH', verboseMessage: expect.stringContaining('token') });
    }
    expect(play.records.filter(({ event }) => event === 'grafana_token_mismatch')).toHaveLength(1);
    expect(JSON.stringify(play.records)).not.toContain('wrong');
  });

  it('accepts the former token during a rotation', async () => {
    play = await playGrafana();
    expect((await play.grafana.checkHealth(contextOf(undefined, 'the-token-before-the-rotation'))).status).toBe('OK');
  });
});
