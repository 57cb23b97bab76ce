import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMmdb } from '../fakes/createMmdb';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

describe('where an address comes from, over HTTP', () => {
  let dir: string;
  let sidecar: TestSidecar;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-geo-'));
    await writeFile(path.join(dir, 'asn.mmdb'), createMmdb({ '193.0.0.0/21': { autonomous_system_number: 64496, autonomous_system_organization: 'Example Networks' } }));
    // None of it needs a fail2ban.
    sidecar = await startTestSidecar(path.join(dir, 'no.sock'), { BANGUI_GEO_ASN_MMDB: path.join(dir, 'asn.mmdb'), BANGUI_GEO_CITY_MMDB: path.join(dir, 'city.mmdb') });
  });
  afterAll(async () => {
    await sidecar.stop();
    await rm(dir, { recursive: true });
  });

  const ask = async (ip: string) => sidecar.call('GET', `/geo/${encodeURIComponent(ip)}`, { role: 'Viewer' });

  it('is told by the installed database and by a file of the operator', async () => {
    expect(await ask('193.0.6.139')).toMatchObject({
      status: 200,
      body: { address: '193.0.6.139', country_code: 'NL', country_name: 'Netherlands', asn: 64496, org: 'Example Networks', city: null, source: 'free_country' },
    });
    expect((await ask('2001:67c:2e8:22::c100:68b')).body).toMatchObject({ country_code: 'NL', asn: null });
  });

  it.each([['192.168.1.1', 'private'], ['127.0.0.1', 'loopback'], ['fe80::1', 'link-local'], ['192.0.2.0/24', 'documentation']])('is no country: %s', async (ip, source) => {
    expect(await ask(ip)).toMatchObject({ status: 200, body: { address: ip, country_code: 'ZZ', source } });
  });

  it.each(['junk', '1.2.3', '1.2.3.4.5', '%', '::1%lo', "1.1.1.1'--", '1.1.1.1/8', 'x'.repeat(100)])('is 400 for %j', async (ip) => {
    expect(await ask(ip)).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', details: { field: 'ip' } } });
  });

  it('says from which databases, and which is missing', async () => {
    const { body } = await sidecar.call('GET', '/geo', { role: 'Viewer' });
    expect(body).toMatchObject({
      databases: [
        { source: 'city_mmdb', state: 'missing', builtAt: null, reason: 'There is no such file.' },
        { source: 'asn_mmdb', state: 'ready', reason: null },
        { source: 'free_country', state: 'ready', reason: null },
      ],
      provider: false,
    });
    expect(sidecar.records().filter(({ event }) => event === 'geo_database_unusable')).toMatchObject([{ level: 'warn', source: 'city_mmdb' }]);
  });

  it('is looked up again for an Admin alone, and never by a GET', async () => {
    expect(await sidecar.call('POST', '/geo/re-resolve', { role: 'Editor' })).toMatchObject({ status: 403 });
    expect(await sidecar.call('POST', '/geo/re-resolve', { role: 'Admin' })).toMatchObject({ status: 200, body: { resolved: 0, total: 0 } });
    expect(await sidecar.call('GET', '/geo/re-resolve', { role: 'Admin' })).toMatchObject({ status: 400 });
    expect(await sidecar.call('POST', '/geo/8.8.8.8', { role: 'Admin' })).toMatchObject({ status: 405 });
  });
});
