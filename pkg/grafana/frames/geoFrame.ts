import type { TopResponse } from '../../contract/aggregates';
import { countryCentre } from '../../domain/countryCentres';
import { countryName } from './countryName';
import type { Links } from './createLinks';
import { count, named } from './fieldConfig';
import type { Frame, FrameMeta } from './frame';

const DEGREES = { unit: 'degree', decimals: 1 };

/** Bans by country with the middle of each, as Geomap takes it. What has no place on the map is told in words. */
export function geoFrame(refId: string, { rows }: TopResponse, links: Links): Frame {
  const placed = rows.flatMap(({ key, bans, addresses }) => {
    const centre = key === null ? null : countryCentre(key);
    return key === null || centre === null ? [] : [{ country: key, ...centre, bans, addresses }];
  });
  const sum = (of: ReadonlyArray<{ bans: number }>) => of.reduce((bans, row) => bans + row.bans, 0);
  return {
    name: 'geo',
    refId,
    meta: { preferredVisualisationType: 'table', notices: placelessNotice(sum(rows) - sum(placed)) },
    fields: [
      { name: 'country', type: 'string', values: placed.map(({ country }) => country), config: { ...named('Country code'), links: links.country } },
      { name: 'countryName', type: 'string', values: placed.map(({ country }) => countryName(country)), config: named('Country') },
      { name: 'latitude', type: 'number', values: placed.map(({ latitude }) => latitude), config: { ...named('Latitude'), ...DEGREES } },
      { name: 'longitude', type: 'number', values: placed.map(({ longitude }) => longitude), config: { ...named('Longitude'), ...DEGREES } },
      { name: 'bans', type: 'number', values: placed.map(({ bans }) => bans), config: count('Bans') },
      { name: 'addresses', type: 'number', values: placed.map(({ addresses }) => addresses), config: { ...count('Addresses'), noValue: '–' } },
    ],
  };
}

function placelessNotice(bans: number): NonNullable<FrameMeta['notices']> {
  return bans === 0 ? [] : [{ severity: 'info', text: bans === 1 ? '1 ban has no known country.' : `${bans} bans have no known country.` }];
}
