import { afterEach, describe, expect, it } from 'vitest';
import { decodedFrame } from '../../../test/peer/decodedFrame';
import { contextOf } from '../../../test/peer/grafanaClient';
import { NOW, PAST_BAN } from '../../../test/peer/pluginDeps';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';
import type { ConfigMoment } from '../../services/config/createConfigMoments';
import type { PluginDeps } from '../ports';

let play: Play;
afterEach(() => play.end());

const panel = { timeRange: { fromEpochMS: (NOW - 3600) * 1000 + 1, toEpochMS: NOW * 1000 + 999 } };
const NAMES = ['time', 'timeEnd', 'title', 'text', 'tags', 'id'];
const ask = async (query: object, deps: Partial<PluginDeps> = {}) => {
  play = await playGrafana(deps);
  return decodedFrame((await play.grafana.query({ A: { queryType: 'annotations', ...query } }, undefined, panel)).A);
};
const bans = (...given: Array<Partial<typeof PAST_BAN>>): Partial<PluginDeps> => ({ history: async ({ from, to }) => ({ from, to, next: null, bans: given.map((ban) => ({ ...PAST_BAN, ...ban })) }) });

describe('annotations of bans', () => {
  it('are regions up to their end, in words, without who asked for them and without log lines', async () => {
    const { fields, rows } = await ask({ what: 'bans' }, bans({ address: '192.0.2.7', start: NOW - 700, endedAt: NOW - 100, endCause: 'expired', endedBy: 'ada', failures: 5 }));
    expect(fields).toEqual(NAMES);
    expect(rows).toEqual([
      expect.objectContaining({ title: 'Ban 192.0.2.7 in sshd', text: '5 failures; banned for 10 minutes; ended after 10 minutes, as its time was over', tags: 'ban,sshd', id: 0 }),
    ]);
    expect(rows[0]?.timeEnd).not.toBeNull();
    expect(JSON.stringify(rows[0], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('ada');
  });

  it('have no end while they run', async () => {
    const { rows } = await ask({ what: 'bans' }, bans({ banTime: -1, failures: null }, { failures: 1 }, { failures: 0 }));
    expect(rows.map(({ timeEnd, text }) => [timeEnd, text])).toEqual([
      [null, 'banned for ever'],
      [null, '1 failure; banned for 10 minutes'],
      [null, 'banned for 10 minutes'],
    ]);
  });

  it('show what was banned as text, whatever it is', async () => {
    const { rows } = await ask({ what: 'bans' }, bans({ address: '<img src=x onerror=alert(1)>', jail: 'a,b' }));
    expect(rows[0]).toMatchObject({ title: 'Ban &lt;img src=x onerror=alert(1)&gt; in a,b', tags: 'ban,a b' });
  });

  it('ask for the newest of the range, filtered, and say when there are more', async () => {
    const asked: unknown[] = [];
    const { meta } = await ask({ what: 'bans', jail: 'sshd', search: ' 192.0.2.0/24 ', limit: 5 }, { history: async (request) => (asked.push(request), { from: 0, to: 0, bans: [PAST_BAN], next: '1.1' }) });
    expect(asked).toEqual([{ from: NOW - 3599, to: NOW, jail: ['sshd'], search: '192.0.2.0/24', limit: 5 }]);
    expect(meta).toMatchObject({ notices: [{ text: expect.stringContaining('newest 1') }] });
  });
});

describe('annotations of the configuration', () => {
  const change: ConfigMoment = { id: 1, at: NOW - 5, actor: 'ada', reason: 'Too <lax>', kind: 'set_options', path: 'jail.d/zz-bangui-sshd.local', jails: ['sshd'], filter: null, result: 'applied' };
  const changed = (...changes: Array<Partial<ConfigMoment>>): Partial<PluginDeps> => ({
    configMoments: async () => ({ changes: changes.map((one) => ({ ...change, ...one })), more: true }),
  });

  it('say who, what, why and how it ended', async () => {
    const filterOf = { kind: 'create_filter', path: 'filter.d/web.local', filter: 'web', jails: [], reason: '' };
    const { rows, meta } = await ask({ what: 'config' }, changed({}, { ...filterOf, result: 'rolled_back' }, { kind: 'outside', path: 'jail.local', actor: '', jails: [], result: 'outside' }, { kind: 'constructor', result: null }));
    expect(rows.map(({ title, text, tags }) => [title, text, tags])).toEqual([
      ['Options of jail sshd changed by ada', 'Too &lt;lax&gt;; jail.d/zz-bangui-sshd.local; applied', 'config,set_options,sshd'],
      ['Filter web created by ada', 'filter.d/web.local; refused by fail2ban, and taken back', 'config,create_filter,web'],
      ['jail.local changed outside of BanGUI', 'Too &lt;lax&gt;; jail.local; noticed later', 'config,outside'],
      ['jail.d/zz-bangui-sshd.local: constructor by ada', 'Too &lt;lax&gt;; jail.d/zz-bangui-sshd.local; under way', 'config,constructor,sshd'],
    ]);
    expect(meta).toMatchObject({ notices: [{ text: expect.stringContaining('newest 4') }] });
  });

  it('tell a visitor of a public dashboard neither who nor why', async () => {
    play = await playGrafana(changed({}));
    const { A } = await play.grafana.query({ A: { queryType: 'annotations', what: 'config' } }, contextOf({ login: 'service', role: 'Admin' }), panel);
    expect(decodedFrame(A).rows).toMatchObject([{ title: 'Options of jail sshd changed', text: 'jail.d/zz-bangui-sshd.local; applied' }]);
  });

  it('ask for those of the range and of the jails that are meant', async () => {
    const asked: unknown[] = [];
    await ask({ what: 'config', jail: ['sshd'], search: ' x ', limit: 5 }, { configMoments: async (request) => (asked.push(request), { changes: [], more: false }) });
    expect(asked).toEqual([{ from: NOW - 3599, to: NOW, jail: ['sshd'], search: 'x', limit: 5 }]);
  });
});

describe('annotations of jails and of the server', () => {
  it('are moments', async () => {
    const events = [
      { at: NOW - 1, what: 'jail_stopped' as const, jail: 'sshd', detail: '' },
      { at: NOW - 2, what: 'server_started' as const, jail: null, detail: '1.1.0' },
    ];
    const { rows } = await ask({ what: 'jails' }, { life: async () => ({ events, more: false }) });
    expect(rows.map(({ title, text, tags, timeEnd }) => [title, text, tags, timeEnd])).toEqual([
      ['Jail sshd stopped', '', 'jail,sshd', null],
      ['fail2ban started', 'Version 1.1.0', 'fail2ban', null],
    ]);
  });

  it('are of the server when nothing else is asked for', async () => {
    const asked: unknown[] = [];
    await ask({ jail: 'sshd' }, { life: async (request) => (asked.push(request), { events: [], more: false }) });
    expect(asked).toEqual([{ of: 'server', from: NOW - 3599, to: NOW, jail: ['sshd'], search: undefined, limit: 100 }]);
  });

  it('show no other names than those by which Grafana finds their parts', async () => {
    const { config, fields } = await ask({ what: 'server' });
    expect(fields.map((name) => config(name))).toEqual(NAMES.map(() => null));
  });
});
