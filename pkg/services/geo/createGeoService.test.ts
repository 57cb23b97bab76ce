import { describe, expect, it } from 'vitest';
import { createFakeGeo } from '../../../test/fakes/createFakeGeo';
import { createFakeGeoArchive } from '../../../test/fakes/createFakeGeoArchive';
import { createFakeGeoProvider } from '../../../test/fakes/createFakeGeoProvider';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createGeoService } from './createGeoService';

const KNOWN = { '8.8.8.8': { country: 'US' }, '9.9.9.9': { country: 'CH', asn: 64497, org: 'Nine', source: 'city_mmdb' as const }, '7.7.7.7': { asn: 64498, source: 'asn_mmdb' as const } };
const PROVIDED = { '8.8.8.8': { country: 'CA', asn: 64496, org: 'Eight', city: 'Ottawa' }, '7.7.7.7': { country: 'AT' }, '5.5.5.5': { country: 'DE' } };

function setUp({ addresses = [] as string[], provided = null as typeof PROVIDED | null, atMost = Number.POSITIVE_INFINITY } = {}) {
  const local = createFakeGeo(KNOWN);
  const outside = provided && createFakeGeoProvider(provided, { atMost });
  const kept = createFakeGeoArchive(addresses);
  const clock = createFakeClock();
  const log = createRecordingLogger();
  const service = createGeoService({ geo: local.geo, provider: outside?.provider ?? null, archive: kept.archive, clock, logger: log.logger });
  return { service, local, outside, kept, clock, log };
}

describe('the geo service: one address', () => {
  it('is answered by the databases of this host', async () => {
    const { service } = setUp();
    expect(await service.detail('9.9.9.9')).toEqual({ address: '9.9.9.9', country_code: 'CH', country_name: 'Switzerland', asn: 64497, org: 'Nine', city: null, source: 'city_mmdb' });
    expect(await service.detail('6.6.6.6')).toEqual({ address: '6.6.6.6', country_code: null, country_name: null, asn: null, org: null, city: null, source: 'none' });
  });

  it.each([
    ['10.0.0.1', 'private', 'Private network'],
    ['::1', 'loopback', 'Loopback'],
    ['::ffff:192.168.0.1', 'private', 'Private network'],
    ['100.64.0.0/10', 'cgnat', 'Carrier-grade NAT'],
  ])('that no country has is named: %s', async (address, source, name) => {
    const { service, local, outside } = setUp({ provided: PROVIDED });
    expect(await service.detail(address)).toMatchObject({ country_code: 'ZZ', country_name: name, source });
    expect(service.facts(address)).toEqual({ country: 'ZZ', asn: null, org: null });
    expect([local.asked, outside?.asked]).toEqual([[], []]);
  });

  it.each(['', 'example.org', '1.2.3', '8.8.8.8/8', '2001:db8::1%eth0'])('that is none is refused: %j', async (address) => {
    await expect(setUp().service.detail(address)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'ip' } });
  });

  it('is looked up as the IPv4 address that it carries, a network by its first address', async () => {
    const { service } = setUp();
    expect(await service.detail('2002:808:808::1')).toMatchObject({ address: '2002:808:808::1', country_code: 'US' });
    expect(await service.detail('9.9.9.9/32')).toMatchObject({ country_code: 'CH' });
    expect(service.facts('::ffff:8.8.8.8')).toMatchObject({ country: 'US' });
  });

  it('is asked for outside only for what is not known here, and once a day', async () => {
    const { service, outside, clock } = setUp({ provided: PROVIDED });
    expect(await service.detail('8.8.8.8')).toMatchObject({ country_code: 'US', asn: 64496, org: 'Eight', city: 'Ottawa', source: 'free_country' });
    expect(await service.detail('7.7.7.7')).toMatchObject({ country_code: 'AT', asn: 64498, source: 'provider' });
    expect(await service.detail('6.6.6.6')).toMatchObject({ country_code: null, source: 'none' });
    await service.detail('9.9.9.9');
    await clock.advance(24 * 3600_000 - 1);
    await Promise.all(['8.8.8.8', '7.7.7.7', '6.6.6.6'].map(service.detail));
    expect(outside?.asked).toEqual(['8.8.8.8', '7.7.7.7', '6.6.6.6']);
    await clock.advance(1);
    await service.detail('6.6.6.6');
    expect(outside?.asked).toHaveLength(4);
  });
});

describe('the geo service: the archive', () => {
  it('gets countries for all that have one, and ZZ for what no country has', async () => {
    const { service, kept, log } = setUp({ addresses: ['8.8.8.8', '10.0.0.1', '6.6.6.6', 'root', '9.9.9.9/32', '7.7.7.7'] });
    expect(await service.resolvePending()).toEqual({ resolved: 4, total: 6 });
    expect(kept.geoOf('8.8.8.8')).toEqual({ country: 'US', asn: null, org: null });
    expect(kept.geoOf('9.9.9.9/32')).toEqual({ country: 'CH', asn: 64497, org: 'Nine' });
    expect([kept.geoOf('10.0.0.1'), kept.geoOf('root')]).toEqual([{ country: 'ZZ', asn: null, org: null }, { country: 'ZZ', asn: null, org: null }]);
    expect([kept.geoOf('6.6.6.6'), kept.geoOf('7.7.7.7')]).toEqual([null, null]);
    expect(log.records).toEqual([{ level: 'info', event: 'geo_resolve_complete', fields: { resolved: 4, total: 6 } }]);
    expect(await service.resolvePending()).toEqual({ resolved: 0, total: 2 });
  });

  it('is gone through page by page, past what stays unknown', async () => {
    const unknown = Array.from({ length: 2500 }, (_, index) => `6.6.${index >> 8}.${index & 255}`);
    const { service, kept } = setUp({ addresses: [...unknown, '8.8.8.8'] });
    expect(await service.resolvePending()).toEqual({ resolved: 1, total: 2501 });
    expect(kept.geoOf('8.8.8.8')).toMatchObject({ country: 'US' });
  });

  it('lets no country wait for the provider, which is asked first for what has none', async () => {
    const { service, kept, outside } = setUp({ addresses: ['8.8.8.8', '9.9.9.9', '10.0.0.1', '5.5.5.5'], provided: PROVIDED, atMost: 1 });
    expect(await service.resolvePending()).toEqual({ resolved: 4, total: 4 });
    expect(outside?.asked).toEqual(['5.5.5.5']);
    expect(kept.geoOf('5.5.5.5')).toEqual({ country: 'DE', asn: null, org: null });
    expect(kept.geoOf('8.8.8.8')).toEqual({ country: 'US', asn: null, org: null });
  });

  it('gets networks of the provider where the databases have none', async () => {
    const { service, kept, outside } = setUp({ addresses: ['8.8.8.8', '9.9.9.9'], provided: PROVIDED });
    await service.resolvePending();
    expect(kept.geoOf('8.8.8.8')).toEqual({ country: 'US', asn: 64496, org: 'Eight' });
    expect(outside?.asked).toEqual(['8.8.8.8']);
  });

  it('is answered at once when everything has a country', async () => {
    const { service, local } = setUp();
    expect(await service.reResolve()).toEqual({ resolved: 0, total: 0 });
    expect(local.asked).toEqual([]);
  });

  it('is asked for again on demand, what the provider did not know as well', async () => {
    const provided: Record<string, { country: string }> = {};
    const { service, outside } = setUp({ addresses: ['6.6.6.6'], provided: provided as typeof PROVIDED });
    await service.resolvePending();
    await service.resolvePending();
    expect(outside?.asked).toEqual(['6.6.6.6']);
    provided['6.6.6.6'] = { country: 'SE' };
    expect(await service.reResolve()).toEqual({ resolved: 1, total: 1 });
    expect(outside?.asked).toEqual(['6.6.6.6', '6.6.6.6']);
  });

  it('does not take the silence of the provider for an answer', async () => {
    const { service, outside } = setUp({ addresses: ['5.5.5.5'], provided: PROVIDED });
    if (outside) {
      outside.state.down = true;
      expect(await service.resolvePending()).toEqual({ resolved: 0, total: 1 });
      outside.state.down = false;
    }
    expect(await service.resolvePending()).toEqual({ resolved: 1, total: 1 });
  });

  it('is gone through by one at a time, also after a failure', async () => {
    const { service, kept } = setUp({ addresses: ['8.8.8.8'] });
    const { setGeo } = kept.archive;
    kept.archive.setGeo = async () => {
      kept.archive.setGeo = setGeo;
      throw new Error('on purpose');
    };
    const failing = service.resolvePending();
    const next = service.reResolve();
    await expect(failing).rejects.toThrow('on purpose');
    expect(await next).toEqual({ resolved: 1, total: 1 });
  });

  it('gets the systems of a database that came later, once for each edition of it', async () => {
    const { service, local, kept, log } = setUp({ addresses: [...Array.from({ length: 1200 }, (_, index) => `6.6.${index >> 8}.${index & 255}`), '8.8.8.8', '10.0.0.1'] });
    await service.resolvePending();
    expect(kept.walks.pages).toBe(0);
    local.learn('asn_mmdb', 1, { '8.8.8.8': { asn: 64496, org: 'Eight' }, '10.0.0.1': { asn: 64499 } });
    await service.resolvePending();
    expect(kept.geoOf('8.8.8.8')).toEqual({ country: 'US', asn: 64496, org: 'Eight' });
    expect(kept.geoOf('10.0.0.1')).toEqual({ country: 'ZZ', asn: null, org: null });
    expect(log.records.at(-1)).toEqual({ level: 'info', event: 'geo_systems_complete', fields: { resolved: 1 } });
    await service.resolvePending();
    expect(kept.walks.pages).toBe(2);
    local.learn('asn_mmdb', 2, {});
    await service.resolvePending();
    expect(kept.walks.pages).toBe(4);
  });

  it('is gone through for systems again after a failure', async () => {
    const { service, local, kept } = setUp({ addresses: ['8.8.8.8'] });
    await service.resolvePending();
    local.learn('city_mmdb', 1, { '8.8.8.8': { asn: 64496 } });
    const { setGeo } = kept.archive;
    kept.archive.setGeo = async () => {
      kept.archive.setGeo = setGeo;
      throw new Error('on purpose');
    };
    await expect(service.resolvePending()).rejects.toThrow('on purpose');
    await service.resolvePending();
    expect(kept.geoOf('8.8.8.8')).toMatchObject({ asn: 64496 });
  });

  it('is left alone after a stop', async () => {
    const { service, kept } = setUp({ addresses: ['8.8.8.8'] });
    const under = service.resolvePending();
    await service.stop();
    await under;
    await service.resolvePending();
    expect(kept.geoOf('8.8.8.8')).toBeNull();
  });
});
