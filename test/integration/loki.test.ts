import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingBan, OutgoingEvent } from '../../pkg/domain/outgoing';
import { createLokiClient } from '../../pkg/loki/createLokiClient';
import { toLokiEntry } from '../../pkg/services/loki/toLokiEntry';
import { describeLokiPort } from '../contracts/lokiPort.contract';
import { createLokiServer } from '../fakes/createLokiServer';
import { findLoki } from '../stack/findLoki';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { createPrivateLoki } from '../stack/privateLoki';
import type { PrivateLoki } from '../stack/privateLoki';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';

const { LOKI_DOWN_SECONDS = '8' } = process.env;
const PROGRAM = findLoki();
const OWN = '{job="bangui", host="web1"}';
const SLOWLY = { timeoutMs: 150_000, everyMs: 500 };

interface SomeLoki {
  url: string;
  lines(): Promise<string[]>;
  /** As a kill -9 does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  dispose(): Promise<void>;
}

async function madeUp(): Promise<SomeLoki> {
  const { url, kept, close, open } = await createLokiServer();
  return { url, kill: close, start: open, dispose: close, lines: async () => kept.map(({ line }) => line) };
}

async function real(): Promise<SomeLoki> {
  const loki = await createPrivateLoki(PROGRAM ?? '');
  return { ...loki, kill: () => loki.kill('SIGKILL'), lines: () => loki.lines(OWN) };
}

describe.each([
  { name: 'a made-up Loki', make: madeUp, isThere: true },
  { name: 'a real Loki (LOKI_BIN)', make: real, isThere: PROGRAM !== null },
])('events of a real fail2ban in $name', ({ make, isThere }) => {
  const disposals: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  it.skipIf(!isThere)('are all there once, though it was killed in the middle', { timeout: 400_000 }, async () => {
    const loki = await make();
    disposals.push(loki.dispose);
    const fail2ban = await createPrivateFail2ban();
    disposals.push(fail2ban.dispose);
    const sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_LOKI_URL: loki.url, BANGUI_HOST_NAME: 'web1', BANGUI_LOKI_LABELS: 'team=blue' });
    disposals.push(sidecar.stop);
    const events = (name: string) => sidecar.records().filter(({ event }) => event === name).length;
    const told = async () => (await loki.lines()).map((line) => JSON.parse(line) as Record<string, unknown>);
    const ofAddresses = async (kind: string) => (await told()).filter(({ event }) => event === kind).map(({ address }) => String(address)).sort();
    let next = 0;
    const banned: string[] = [];
    const lifted: string[] = [];
    const banSome = async (count: number) => {
      const addresses = Array.from({ length: count }, () => `198.51.100.${++next}`);
      await fail2ban.ban('sshd', addresses);
      banned.push(...addresses);
      return addresses;
    };
    const unban = async (address: string) => {
      await fail2ban.client('set', 'sshd', 'unbanip', address);
      lifted.push(address);
    };

    const [first = ''] = await banSome(20);
    await sidecar.call('POST', '/ban', { body: { addresses: ['203.0.113.7'], jails: ['sshd'] } });
    banned.push('203.0.113.7');
    await waitFor('the first bans in Loki', async () => (await ofAddresses('ban')).length === banned.length, SLOWLY);

    await loki.kill();
    await unban(first);
    await banSome(20);
    await waitFor('the sidecar to notice', () => events('loki_failed') === 1, SLOWLY);
    const end = Date.now() + Number(LOKI_DOWN_SECONDS) * 1000;
    while (Date.now() < end) {
      await unban((await banSome(2))[0] ?? '');
      await sleep(2000);
    }
    await loki.start();
    const [last = ''] = await banSome(5);
    await unban(last);
    await waitFor('every ban and every end in Loki', async () => (await ofAddresses('ban')).length >= banned.length && (await ofAddresses('unban')).length >= lifted.length, SLOWLY);
    await sidecar.stop();
    disposals.pop();

    expect(await ofAddresses('ban')).toEqual([...banned].sort());
    expect(await ofAddresses('unban')).toEqual([...lifted].sort());
    const all = await told();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter(({ event }) => event === 'audit')).toMatchObject([{ host: 'web1', action: 'ban', result: 'done' }]);
    expect(all.find(({ address }) => address === '203.0.113.7')).toMatchObject({ event: 'ban', jail: 'sshd', actor: expect.any(String) });
    expect([...new Set(all.map(({ event }) => event))].filter((event) => !['ban', 'unban', 'jail', 'server', 'audit'].includes(String(event)))).toEqual([]);
    expect([events('loki_failed'), events('loki_restored'), events('loki_entries_skipped')]).toEqual([1, 1, 0]);
  });
});

describe.skipIf(PROGRAM === null)('what shipping relies on', () => {
  let loki: PrivateLoki;
  beforeAll(async () => {
    loki = await createPrivateLoki(PROGRAM ?? '');
  });
  afterAll(() => loki.dispose());

  describeLokiPort('a real Loki (LOKI_BIN)', async () => {
    const lines = (test: string, count: number) =>
      waitFor(`${count} lines`, async () => {
        const found = await loki.lines(`{job="contract", test="${test}"}`);
        return found.length >= count && found;
      });
    return { port: createLokiClient({ url: loki.url, tenant: null, login: null }), lines, close: async () => {} };
  });

  it('every panel of the dashboard for many hosts has data', async () => {
    const at = Math.floor(Date.now() / 1000) - 60;
    const ban: OutgoingBan = {
      id: 1, jail: 'sshd', address: '192.0.2.1', start: at, banTime: 600, endedAt: at + 10, endCause: 'unbanned', endedBy: 'jane',
      origin: 'database', banCount: 1, failures: 5, actor: null, country: 'DE', asn: 64500, org: 'Example',
    };
    const events: OutgoingEvent[] = [
      { kind: 'ban', ban },
      { kind: 'end', ban },
      { kind: 'life', id: 1, at, what: 'jail_started', jail: 'sshd', detail: '' },
      { kind: 'life', id: 2, at, what: 'server_started', jail: null, detail: '1.1.0' },
      { kind: 'audit', id: 1, at, actor: 'jane', org: 1, role: 'Admin', action: 'unban', result: 'done', request: '{}' },
    ];
    const entries = events.map((event, seq) => toLokiEntry({ seq, stamp: null, event }, { host: 'web1', labels: {} }));
    expect(await createLokiClient({ url: loki.url, tenant: null, login: null }).push(entries)).toEqual({ kind: 'taken' });
    const { panels } = JSON.parse(readFileSync('src/dashboards/fleet-loki.json', 'utf8')) as { panels: Array<{ title: string; targets: Array<{ expr: string; queryType: string }> }> };
    for (const { title, targets } of panels) {
      for (const { expr, queryType } of targets) {
        const query = expr.replace(/\$host|\$jail/g, '.+').replace(/\$__(range|interval)/g, '1h');
        const asked = new URLSearchParams({ query, ...(queryType === 'range' ? { step: '60' } : {}) });
        const rows = async () => {
          const answer = await fetch(`${loki.url}/loki/api/v1/${queryType === 'range' ? 'query_range' : 'query'}?${asked}`);
          expect([title, answer.status]).toEqual([title, 200]);
          return ((await answer.json()) as { data: { result: unknown[] } }).data.result;
        };
        expect(await waitFor(`data of "${title}"`, async () => (await rows()).length > 0)).toBe(true);
      }
    }
  });
});
