import type { TopResponse } from '../../contract/aggregates';
import { GATHERED } from '../../contract/gathered';
import { REST_KEY } from '../../contract/restKey';
import { countryName } from './countryName';
import type { Links } from './createLinks';
import { count, named } from './fieldConfig';
import type { FieldConfig, Frame, FrameField } from './frame';

const NAMES: Record<TopResponse['by'], string> = { address: 'Address', network: 'Network', country: 'Country code', asn: 'AS number', jail: 'Jail' };

/** Who was banned most often, as it was answered. What is unknown, and what is left over, is a row by that name, from which the data source in the browser takes the links. */
export function topFrame(refId: string, { by, rows }: TopResponse, links: Links): Frame {
  const nameOf = (key: string | null, name: (known: string) => string) => (key === null ? GATHERED.unknown : key === REST_KEY ? GATHERED.rest : name(key));
  const texts = (name: string, values: Array<string | null>, config: FieldConfig): FrameField => ({ name, type: 'string', values, config });
  const keys = rows.map(({ key }) => nameOf(key, (known) => (by === 'asn' ? `AS${known}` : known)));
  const more = {
    country: () => [texts('countryName', rows.map(({ key }) => nameOf(key, countryName)), named('Country'))],
    asn: () => [texts('organisation', rows.map(({ key, label }) => label ?? (key === null ? GATHERED.unknown : null)), named('Operator', '–'))],
  };
  return {
    name: 'top',
    refId,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      texts(by, keys, { ...named(NAMES[by]), links: links[by] }),
      ...(by === 'country' || by === 'asn' ? more[by]() : []),
      { name: 'bans', type: 'number', values: rows.map(({ bans }) => bans), config: count('Bans') },
      // Of one address there is one.
      ...(by === 'address' ? [] : [{ name: 'addresses', type: 'number' as const, values: rows.map(({ addresses }) => addresses), config: { ...count('Addresses'), noValue: '–' } }]),
    ],
  };
}
