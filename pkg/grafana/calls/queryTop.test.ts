import { afterEach, describe, expect, it } from 'vitest';
import { decodedFrame } from '../../../test/peer/decodedFrame';
import { NOW } from '../../../test/peer/pluginDeps';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';
import type { PluginDeps } from '../ports';

let play: Play;
afterEach(() => play.end());

const panel = { timeRange: { fromEpochMS: (NOW - 3600) * 1000 + 1, toEpochMS: NOW * 1000 + 999 } };
type Row = Awaited<ReturnType<PluginDeps['top']>>['rows'][number];
const row = (key: string | null, bans: number, addresses: number | null = 1, label: string | null = null): Row => ({ key, label, bans, addresses });
const answering = (rows: Row[]): Partial<PluginDeps> => ({ top: async ({ from, to, by }) => ({ from, to, by, rows }) });

describe('the query top', () => {
  it("asks for exactly the dashboard's time range and all that the query names", async () => {
    const asked: unknown[] = [];
    play = await playGrafana({ top: async (request) => (asked.push(request), { from: 0, to: 0, by: request.by, rows: [] }) });
    await play.grafana.query({ A: { queryType: 'top', by: 'asn', jail: '{sshd,nginx}', search: ' 192.0.2.0/24 ', country: 'DE', asn: 'AS64500', minBans: 2, limit: 5 }, B: { queryType: 'top', jail: '', by: '' } }, undefined, panel);
    const range = { from: NOW - 3599, to: NOW };
    expect(asked).toEqual([
      { ...range, by: 'asn', jail: ['sshd', 'nginx'], search: '192.0.2.0/24', country: ['DE'], asn: [64500], minBans: 2, limit: 5 },
      { ...range, by: 'address', limit: 20 },
    ]);
  });

  it.each([
    ['address', '192.0.2.7', { address: '192.0.2.7' }, '/a/bangui-fail2ban-app/addresses/${__value.raw:percentencode}?ds=abc'],
    ['network', '192.0.2.0/24', { network: '192.0.2.0/24' }, '/a/bangui-fail2ban-app/history?ds=abc&from=0&search=${__value.raw:percentencode}'],
    ['country', 'DE', { country: 'DE', countryName: 'Germany' }, '/a/bangui-fail2ban-app/history?ds=abc&country=${__value.raw:percentencode}'],
    ['asn', '64500', { asn: 'AS64500', organisation: 'Example' }, '/a/bangui-fail2ban-app/history?ds=abc&asn=${__value.raw:percentencode}'],
    ['jail', 'sshd', { jail: 'sshd' }, '/a/bangui-fail2ban-app/jails/${__value.raw:percentencode}?ds=abc'],
  ])('names the column by %s and links to what tells more', async (by, key, columns, url) => {
    play = await playGrafana(answering([row(key, 3, 2, by === 'asn' ? 'Example' : null)]));
    const frame = decodedFrame((await play.grafana.query({ A: { queryType: 'top', by } }, undefined, panel)).A);
    const addresses = by === 'address' ? {} : { addresses: 2 };
    expect(frame.fields).toEqual([...Object.keys(columns), 'bans', ...Object.keys(addresses)]);
    expect(frame.rows).toEqual([{ ...columns, bans: 3, ...addresses }]);
    expect(frame.config(by)).toMatchObject({ links: [{ title: expect.any(String), url }] });
  });

  it('keeps the order, and names what is unknown, what has no country and what is left over', async () => {
    play = await playGrafana(answering([row('FR', 1), row(null, 9, null), row('ZZ', 2), row('*', 5)]));
    const answers = await play.grafana.query({ A: { queryType: 'top', by: 'country' }, B: { queryType: 'top', by: 'asn' } }, undefined, panel);
    expect(decodedFrame(answers.A).rows).toEqual([
      { country: 'FR', countryName: 'France', bans: 1, addresses: 1 },
      { country: 'unknown', countryName: 'unknown', bans: 9, addresses: null },
      { country: 'ZZ', countryName: 'no country', bans: 2, addresses: 1 },
      { country: 'others', countryName: 'others', bans: 5, addresses: 1 },
    ]);
    expect(decodedFrame(answers.B).rows.map(({ asn, organisation }) => [asn, organisation])).toContainEqual(['unknown', 'unknown']);
  });
});

describe('the query geo', () => {
  it('places countries, and tells how many bans have no place', async () => {
    play = await playGrafana(answering([row('DE', 7, 3), row(null, 4), row('ZZ', 8), row('NZ', 1)]));
    const { rows, meta, fields } = decodedFrame((await play.grafana.query({ A: { queryType: 'geo' } }, undefined, panel)).A);
    expect(fields).toEqual(['country', 'countryName', 'latitude', 'longitude', 'bans', 'addresses']);
    expect(rows).toEqual([
      { country: 'DE', countryName: 'Germany', latitude: 51.1, longitude: 10.4, bans: 7, addresses: 3 },
      { country: 'NZ', countryName: 'New Zealand', latitude: -41.8, longitude: 171.5, bans: 1, addresses: 1 },
    ]);
    expect(meta).toMatchObject({ notices: [{ severity: 'info', text: '12 bans have no known country.' }] });
  });

  it('asks for all countries, and says nothing where all have a place', async () => {
    const asked: Array<Parameters<PluginDeps['top']>[0]> = [];
    play = await playGrafana({ top: async (request) => (asked.push(request), { from: 0, to: 0, by: request.by, rows: [row('DE', 1)] }) });
    const { A } = await play.grafana.query({ A: { queryType: 'geo', jail: 'sshd' } }, undefined, panel);
    expect(asked).toMatchObject([{ by: 'country', jail: ['sshd'], limit: 1000 }]);
    expect(decodedFrame(A).meta).toMatchObject({ notices: [] });
  });
});

describe('links of other frames', () => {
  it('lead from addresses and jails to their pages', async () => {
    play = await playGrafana();
    const answers = await play.grafana.query({ A: { queryType: 'bans' }, B: { queryType: 'history' }, C: { queryType: 'jails' } }, undefined, panel);
    const address = { links: [{ url: '/a/bangui-fail2ban-app/addresses/${__value.raw:percentencode}?ds=abc' }] };
    const jail = { links: [{ url: '/a/bangui-fail2ban-app/jails/${__value.raw:percentencode}?ds=abc' }] };
    expect([decodedFrame(answers.A).config('address'), decodedFrame(answers.B).config('address')]).toMatchObject([address, address]);
    expect([answers.A, answers.B, answers.C].map((answer) => decodedFrame(answer).config('jail'))).toMatchObject([jail, jail, jail]);
    expect(decodedFrame(answers.B).config('endCause')).toMatchObject({ mappings: [{ options: { expired: { color: 'green' } } }] });
  });
});

describe('a wrong query', () => {
  it.each([
    ['by', { queryType: 'top', by: 'planet' }],
    ['limit', { queryType: 'top', limit: 1001 }],
    ['asn', { queryType: 'geo', asn: 'Example' }],
    ['minBans', { queryType: 'geo', minBans: 0 }],
    ['level', { queryType: 'logs', level: 'LOUD' }],
    ['limit', { queryType: 'logs', limit: 10_001 }],
    ['what', { queryType: 'annotations', what: 'moods' }],
    ['search', { queryType: 'annotations', search: 'x'.repeat(257) }],
    ['jail', { queryType: 'annotations', jail: 7 }],
    ['queryType', { queryType: 'tops' }],
  ])('is told that %s is wrong, as its own fault', async (field, query) => {
    play = await playGrafana({ queryLogLines: true });
    const { A } = await play.grafana.query({ A: query }, undefined, panel);
    expect(A).toMatchObject({ status: 400, errorSource: 'downstream', frames: [], error: expect.stringMatching(new RegExp(`^${field}:`)) });
  });

  it.each(['top', 'geo', 'logs', 'annotations'])('of type %s needs a time range', async (queryType) => {
    play = await playGrafana({ queryLogLines: true });
    const { A } = await play.grafana.query({ A: { queryType } });
    expect(A).toMatchObject({ status: 400, errorSource: 'downstream', error: expect.stringMatching(/^timeRange:/) });
  });
});
