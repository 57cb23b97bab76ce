import type { GeoResolveResponse } from '../../contract/geo';
import { lookupText } from '../../domain/specialAddress';
import { NO_COUNTRY } from '../../contract/geoSources';
import type { ArchivedGeo, GeoArchivePort } from '../ports/geoArchivePort';
import type { GeoPlace } from '../ports/geoPort';
import type { Logger } from '../ports/logger';
import type { ProviderAnswers } from './createProviderAnswers';

/** Looked up in one go: about a millisecond of the event loop. */
const PAGE = 1000;

interface ResolveDeps {
  archive: GeoArchivePort;
  /** Of this host's databases; null when they do not know the country. */
  facts: (address: string) => ArchivedGeo | null;
  answers: ProviderAnswers | null;
  logger: Logger;
  isStopped: () => boolean;
}

/** Goes once through the addresses without a country, page by page; what stays unknown waits for the next time. */
export async function resolveArchive({ archive, facts, answers, logger, isStopped }: ResolveDeps): Promise<GeoResolveResponse> {
  const total = await archive.unresolvedCount();
  let resolved = 0;
  let afterId: number | undefined;
  while (total > 0 && !isStopped()) {
    const page = await archive.unresolved(PAGE, afterId);
    const local = page.map((row) => ({ ...row, found: facts(row.address) }));
    const asked = answers ? await answers.of(toAsk(local)) : null;
    const found = local.flatMap(({ id, address, found: here }) => {
      const geo = together(here, asked?.get(lookupText(address)) ?? null);
      return geo ? [{ id, ...geo }] : [];
    });
    if (found.length > 0) {
      await archive.setGeo(found);
      resolved += found.length;
    }
    afterId = page.at(-1)?.id;
    if (page.length < PAGE || afterId === undefined) {
      break;
    }
  }
  if (resolved > 0) {
    logger.info('geo_resolve_complete', { resolved, total });
  }
  return { resolved, total };
}

/** First what has no country, then what has no network: a country that is known never waits for the provider. */
function toAsk(rows: ReadonlyArray<{ address: string; found: ArchivedGeo | null }>): string[] {
  const lacking = [...rows.filter(({ found }) => found === null), ...rows.filter(({ found }) => found !== null && found.country !== NO_COUNTRY && found.asn === null)];
  return lacking.map(({ address }) => lookupText(address));
}

function together(here: ArchivedGeo | null, asked: GeoPlace | null): ArchivedGeo | null {
  const country = here?.country ?? asked?.country ?? null;
  if (country === null) {
    return null;
  }
  const network = here !== null && here.asn !== null ? here : asked;
  return { country, asn: network?.asn ?? null, org: network?.org ?? here?.org ?? null };
}
