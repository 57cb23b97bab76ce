import type { GeoDatabaseState } from '../../contract/geo';
import { lookupText } from '../../domain/specialAddress';
import type { GeoArchivePort } from '../ports/geoArchivePort';
import type { GeoPort } from '../ports/geoPort';
import type { Logger } from '../ports/logger';

/** Looked up in one go: about a millisecond of the event loop. */
const PAGE = 1000;

interface SystemPassDeps {
  archive: GeoArchivePort;
  geo: GeoPort;
  logger: Logger;
  isStopped: () => boolean;
}

/**
 * Gives autonomous systems to addresses that were archived before a database of systems was there.
 * Once through all of them for each change of those databases: what is unknown then stays so until the next.
 */
export function createSystemPass({ archive, geo, logger, isStopped }: SystemPassDeps): () => Promise<void> {
  let doneFor = '';

  return async () => {
    const edition = editionOf(geo.sources());
    if (edition === '' || edition === doneFor) {
      return;
    }
    let resolved = 0;
    for (let afterId: number | null = 0; afterId !== null;) {
      if (isStopped()) {
        return;
      }
      const { addresses, next }: Awaited<ReturnType<GeoArchivePort['withoutSystem']>> = await archive.withoutSystem(PAGE, afterId);
      const found = addresses.flatMap(({ id, address, country }) => {
        const place = geo.lookup(lookupText(address));
        return place && place.asn !== null ? [{ id, country, asn: place.asn, org: place.org }] : [];
      });
      if (found.length > 0) {
        await archive.setGeo(found);
        resolved += found.length;
      }
      afterId = next;
    }
    doneFor = edition;
    if (resolved > 0) {
      logger.info('geo_systems_complete', { resolved });
    }
  };
}

/** What the operator's own databases are now; only those may know systems. Empty when none can be used. */
function editionOf(sources: readonly GeoDatabaseState[]): string {
  const usable = sources.filter(({ source, state, builtAt }) => source !== 'free_country' && (state === 'ready' || state === 'stale') && builtAt !== null);
  return usable.map(({ source, builtAt }) => `${source} ${builtAt}`).join();
}
