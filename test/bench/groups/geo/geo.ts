import { open } from 'maxmind';
import type { CountryResponse, Reader } from 'maxmind';
import { createGeoDatabases } from '../../../../pkg/geo/createGeoDatabases';
import { freeDatabase } from '../../../../pkg/geo/freeDatabase';
import { systemClock } from '../../../../pkg/host/systemClock';
import { createGeoService } from '../../../../pkg/services/geo/createGeoService';
import type { Bench, Group } from '../../bench';
import { interleave, median, ratios } from '../../measure';
import { quietLogger } from '../../quietLogger';
import { short } from '../../verdict';
import { randomAddresses } from './randomAddresses';

const REPETITIONS = 15;
const ADDRESSES = 100_000;

/** Where addresses come from. */
export const geo: Group = {
  name: 'geo',
  about: 'looking up where addresses come from: promise 18',
  async run(bench) {
    const databases = createGeoDatabases({ files: { free_country: freeDatabase() }, clock: systemClock, logger: quietLogger });
    await databases.start();
    bench.defer(databases.stop);
    const { facts } = createGeoService({ geo: databases, provider: null, archive: null, clock: systemClock, logger: quietLogger });
    const bare = await open<CountryResponse>(freeDatabase());
    for (const family of [4, 6] as const) {
      // As those who attack: addresses in use, which have a country.
      const addresses = randomAddresses(ADDRESSES, family, (address) => bare.get(address) !== null);
      await lookUps(bench, `IPv${family}`, addresses, facts, bare);
    }
  },
};

/** Row 18: as the archive asks for each address that it takes, private ranges and odd spellings told apart, beside the library alone. */
async function lookUps(bench: Bench, family: string, addresses: readonly string[], facts: (address: string) => unknown, bare: Reader<CountryResponse>): Promise<void> {
  let found = 0;
  const all = (lookUp: (address: string) => unknown) => async () => {
    found = 0;
    for (const address of addresses) {
      found += lookUp(address) === null ? 0 : 1;
    }
  };
  const contenders = {
    service: { batch: 1, warmUp: 3, run: all(facts) },
    bare: { batch: 1, warmUp: 3, run: all((address) => bare.get(address)) },
  };
  const samples = await interleave({ repetitions: REPETITIONS, contenders, meters: { ms: () => performance.now() }, signal: bench.signal });
  const rate = (of: keyof typeof contenders) => `${short(addresses.length / median(samples[of].ms))}k/s`;
  bench.report({
    row: '18',
    what: `look-ups of 100,000 ${family} addresses vs the bare maxmind reader`,
    goal: { atLeast: 0.8 },
    samples: ratios(samples.bare.ms, samples.service.ms),
    unit: '×',
    note: `service ${rate('service')}, bare ${rate('bare')}; ${found} of ${addresses.length} have a country`,
  });
}
