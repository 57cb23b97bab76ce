import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeGeoPort } from '../../test/contracts/geoPort.contract';
import { createMmdb } from '../../test/fakes/createMmdb';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { systemClock } from '../host/systemClock';
import { createGeoDatabases } from './createGeoDatabases';
import { freeDatabase } from './freeDatabase';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'bangui-geo-'));
});
afterEach(() => rm(dir, { recursive: true }));

const { logger } = createRecordingLogger();
const inDir = (name: string) => path.join(dir, name);
const put = (name: string, content: Buffer | string) => writeFile(inDir(name), content);
/** As tools that update such files do it: whoever reads sees the old or the new one. */
const replace = async (name: string, content: Buffer | string) => {
  await put('new', content);
  await rename(inDir('new'), inDir(name));
};

describeGeoPort('files', async () => {
  await put('free', createMmdb({ '8.8.8.0/24': { country_code: 'US' }, '2001:4860::/32': { country_code: 'US' } }));
  const geo = createGeoDatabases({ files: { free_country: inDir('free') }, clock: systemClock, logger });
  await geo.start();
  return { geo, close: geo.stop };
});

describe('the installed free database', () => {
  it('is found, and knows addresses of both families', async () => {
    const geo = createGeoDatabases({ files: { free_country: freeDatabase() }, clock: systemClock, logger });
    await geo.start();
    expect(geo.sources()).toMatchObject([{ source: 'free_country', state: 'ready', reason: null }]);
    expect(geo.lookup('193.0.6.139')).toMatchObject({ country: 'NL', source: 'free_country' });
    expect(geo.lookup('2001:4860:4860::8888')?.country).toMatch(/^[A-Z]{2}$/);
    await geo.stop();
  });
});

describe('databases of the operator', () => {
  async function setUp(files: Parameters<typeof createGeoDatabases>[0]['files']) {
    const clock = createFakeClock();
    const log = createRecordingLogger();
    const geo = createGeoDatabases({ files, clock, logger: log.logger });
    await geo.start();
    /** Lets minutes pass; reading files takes true time. */
    const pass = (done: () => boolean) =>
      expect
        .poll(async () => {
          await clock.advance(60_000);
          return done();
        })
        .toBe(true);
    return { geo, pass, ...log };
  }
  const stateOf = (geo: ReturnType<typeof createGeoDatabases>) => geo.sources().map(({ source, state }) => [source, state]);

  it('come before the free one, and add what it does not have', async () => {
    await put('free', createMmdb({ '8.8.0.0/16': { country_code: 'US' }, '9.9.9.0/24': { country_code: 'CH' } }));
    await put('city', createMmdb({ '8.8.8.0/24': { country: { iso_code: 'CA' }, city: { names: { en: 'Ottawa' } } } }));
    await put('asn', createMmdb({ '8.0.0.0/8': { autonomous_system_number: 64496, autonomous_system_organization: 'Example' }, '7.7.7.7': { autonomous_system_number: 64497 } }));
    const { geo } = await setUp({ city_mmdb: inDir('city'), asn_mmdb: inDir('asn'), country_mmdb: null, free_country: inDir('free') });
    expect(geo.lookup('8.8.8.8')).toEqual({ country: 'CA', asn: 64496, org: 'Example', city: 'Ottawa', source: 'city_mmdb' });
    expect(geo.lookup('8.8.9.9')).toEqual({ country: 'US', asn: 64496, org: 'Example', city: null, source: 'free_country' });
    expect(geo.lookup('9.9.9.9')).toEqual({ country: 'CH', asn: null, org: null, city: null, source: 'free_country' });
    expect(geo.lookup('7.7.7.7')).toEqual({ country: null, asn: 64497, org: null, city: null, source: 'asn_mmdb' });
    expect(stateOf(geo)).toEqual([['city_mmdb', 'ready'], ['asn_mmdb', 'ready'], ['free_country', 'ready']]);
    await geo.stop();
  });

  it('of IPv4 alone know no IPv6 address', async () => {
    await put('country', createMmdb({ '32.0.0.0/3': { country_code: 'US' } }, { ipVersion: 4 }));
    const { geo } = await setUp({ country_mmdb: inDir('country') });
    expect(geo.lookup('33.1.1.1')?.country).toBe('US');
    expect(geo.lookup('2a01:4f8::1')).toBeNull();
    await geo.stop();
  });

  it('are read again when they have changed, and not otherwise', async () => {
    await put('country', createMmdb({ '8.8.8.8': { country_code: 'US' } }));
    const { geo, pass, records } = await setUp({ country_mmdb: inDir('country'), asn_mmdb: inDir('asn') });
    await replace('country', createMmdb({ '8.8.8.8': { country_code: 'CA' } }, { builtAt: 1_800_000_000 }));
    await pass(() => geo.lookup('8.8.8.8')?.country === 'CA');
    expect(geo.sources()[0]).toEqual({ source: 'country_mmdb', state: 'ready', builtAt: 1_800_000_000, reason: null });
    await replace('asn', createMmdb({ '8.8.8.8': { asn: 64496 } }));
    await pass(() => geo.lookup('8.8.8.8')?.asn === 64496);
    expect(records.filter(({ fields }) => fields.source === 'country_mmdb').map(({ event }) => event)).toEqual(['geo_database_ready', 'geo_database_ready']);
    await geo.stop();
  });

  it.each([
    ['no database', 'no database at all'],
    ['an empty file', ''],
    ['a half file', createMmdb({ '8.8.8.8': { country_code: 'US' } }).subarray(0, -60)],
    ['a file without its beginning', createMmdb({ '8.8.8.8': { country_code: 'US' } }).subarray(900)],
  ])('that become %s stay as they were, which is said once', async (_, content) => {
    await put('country', createMmdb({ '8.8.8.8': { country_code: 'US' } }));
    const { geo, pass, records } = await setUp({ country_mmdb: inDir('country'), asn_mmdb: inDir('asn') });
    await replace('country', content);
    await pass(() => geo.sources()[0]?.state === 'stale');
    await replace('asn', createMmdb({ '8.8.8.8': { asn: 64496 } }));
    await pass(() => geo.lookup('8.8.8.8')?.asn === 64496);
    expect(geo.lookup('8.8.8.8')?.country).toBe('US');
    expect(geo.sources()[0]).toMatchObject({ state: 'stale', builtAt: 1_767_225_600, reason: expect.stringMatching(/^It is /) });
    expect(records.filter(({ fields }) => fields.source === 'country_mmdb').map(({ level, event }) => [level, event])).toEqual([['info', 'geo_database_ready'], ['warn', 'geo_database_unusable']]);
    await replace('country', createMmdb({ '8.8.8.8': { country_code: 'CA' } }));
    await pass(() => geo.lookup('8.8.8.8')?.country === 'CA');
    await geo.stop();
  });

  it('that are not there are said so, and taken when they come', async () => {
    const { geo, pass, records } = await setUp({ country_mmdb: inDir('country'), city_mmdb: dir });
    expect(geo.lookup('8.8.8.8')).toBeNull();
    expect(geo.sources()).toEqual([
      { source: 'city_mmdb', state: 'unusable', builtAt: null, reason: expect.any(String) },
      { source: 'country_mmdb', state: 'missing', builtAt: null, reason: 'There is no such file.' },
    ]);
    expect(records.map(({ event }) => event)).toEqual(['geo_database_unusable', 'geo_database_unusable']);
    await replace('country', createMmdb({ '8.8.8.8': { country_code: 'US' } }));
    await pass(() => geo.lookup('8.8.8.8')?.country === 'US');
    await rm(inDir('country'));
    await pass(() => geo.sources()[1]?.state === 'stale');
    expect(geo.lookup('8.8.8.8')?.country).toBe('US');
    await geo.stop();
  });

  it('answer nothing for a damaged record instead of failing', async () => {
    const content = createMmdb({ '7.7.7.0/24': { country_code: 'US' }, '9.9.9.9': { country_code: 'CH' } });
    // The first record's type becomes one that does not exist.
    content[content.indexOf(Buffer.from('country_code')) - 2] = 0x01;
    await put('country', content);
    const { geo } = await setUp({ country_mmdb: inDir('country') });
    expect(geo.lookup('7.7.7.7')).toBeNull();
    expect(geo.lookup('9.9.9.9')?.country).toBe('CH');
    await geo.stop();
  });
});
