import type { GeoDetail, GeoResolveResponse, GeoSourcesResponse } from '../../contract/geo';
import type { SpecialRange } from '../../contract/geoSources';
import { NO_COUNTRY } from '../../contract/geoSources';
import { parseAddress } from '../../domain/address';
import { lookupText, specialRange } from '../../domain/specialAddress';
import { createProviderAnswers } from './createProviderAnswers';
import { createSystemPass } from './createSystemPass';
import { resolveArchive } from './resolveArchive';
import { SPECIAL_NAMES } from './specialNames';
import type { Clock } from '../ports/clock';
import type { ArchivedGeo, GeoArchivePort } from '../ports/geoArchivePort';
import type { GeoPlace, GeoPort } from '../ports/geoPort';
import type { GeoProviderPort } from '../ports/geoProviderPort';
import type { Logger } from '../ports/logger';

interface GeoServiceDeps {
  geo: GeoPort;
  /** Null: no address leaves this host. */
  provider: GeoProviderPort | null;
  /** Null: nothing is kept, so there is nothing to resolve. */
  archive: GeoArchivePort | null;
  clock: Clock;
  logger: Logger;
}

export type GeoService = ReturnType<typeof createGeoService>;

const NOWHERE: ArchivedGeo = { country: NO_COUNTRY, asn: null, org: null };

/** Where addresses come from: by the databases of this host, and by a provider only if one is set up. */
export function createGeoService({ geo, provider, archive, clock, logger }: GeoServiceDeps) {
  const answers = provider && createProviderAnswers({ provider, clock });
  const regionNames = new Intl.DisplayNames('en', { type: 'region' });
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const nameSystems = archive && createSystemPass({ archive, geo, logger, isStopped: () => stopped });

  /** One after the other: two runs would ask for the same addresses. */
  function run(): Promise<GeoResolveResponse> {
    const result = last.then(async () => {
      if (stopped || !archive) {
        return { resolved: 0, total: 0 };
      }
      const countries = await resolveArchive({ archive, facts, answers, logger, isStopped: () => stopped });
      await nameSystems?.();
      return countries;
    });
    last = result.catch(() => {});
    return result;
  }

  /** What the archive keeps of an address, from this host's databases alone; null when they do not know its country. */
  function facts(address: string): ArchivedGeo | null {
    const text = lookupText(address);
    if (specialRange(text) !== null) {
      return NOWHERE;
    }
    const found = geo.lookup(text);
    return found !== null && hasCountry(found) ? found : null;
  }

  async function ordinary(address: string): Promise<GeoDetail> {
    const text = lookupText(address);
    const local = geo.lookup(text);
    const missing = answers !== null && (local === null || local.country === null || local.asn === null);
    const asked = missing ? ((await answers.of([text])).get(text) ?? null) : null;
    const country = local?.country ?? asked?.country ?? null;
    const network = local !== null && local.asn !== null ? local : asked;
    return {
      address,
      country_code: country,
      country_name: country === null ? null : (regionNames.of(country) ?? null),
      asn: network?.asn ?? null,
      org: network?.org ?? local?.org ?? null,
      city: local?.city ?? asked?.city ?? null,
      source: local !== null && (local.country !== null || asked === null || asked.country === null) ? local.source : asked === null ? 'none' : 'provider',
    };
  }

  return {
    facts,
    /** For an address or the first address of a network, as a person writes it. Throws INVALID_INPUT. */
    async detail(input: string): Promise<GeoDetail> {
      const { text: address } = parseAddress(input, 'ip');
      const range = specialRange(address);
      return range === null ? ordinary(address) : special(address, range);
    },
    sources: (): GeoSourcesResponse => ({ databases: geo.sources(), provider: provider !== null }),
    /** Gives a country to the addresses of the archive that have none, and a system when a database of systems is new. */
    resolvePending: run,
    /** The same at once, and the provider is asked again for what it did not know. Throws what the archive throws. */
    async reResolve(): Promise<GeoResolveResponse> {
      answers?.forgetUnknown();
      return ((await archive?.unresolvedCount()) ?? 0) === 0 ? { resolved: 0, total: 0 } : run();
    },
    /** Ends after the page that is under way. */
    async stop(): Promise<void> {
      stopped = true;
      provider?.close();
      await last;
    },
  };
}

function special(address: string, range: SpecialRange): GeoDetail {
  return { address, country_code: NO_COUNTRY, country_name: SPECIAL_NAMES[range], asn: null, org: null, city: null, source: range };
}

function hasCountry<T extends GeoPlace>(place: T): place is T & { country: string } {
  return place.country !== null;
}
