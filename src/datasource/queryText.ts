import { listOf } from './listOf';
import { typeOptions } from './queryOptions';
import { typeOf } from './typeOf';
import type { BanguiQuery } from './types';

const FIELDS = ['field', 'check', 'by', 'what', 'kinds', 'jail', 'search', 'country', 'asn', 'level', 'minBans', 'limit'] as const;

/** A query in one line, for the history of Explore and folded rows. */
export function queryText(query: BanguiQuery): string {
  const type = typeOf(query);
  const title = typeOptions().find(({ value }) => value === type)?.label ?? type;
  const given = FIELDS.map((name) => [name, listOf(asText(query[name])).join(', ')] as const).filter(([, text]) => text !== '');
  return [title, ...given.map(([name, text]) => `${name}: ${text}`)].join(' · ');
}

function asText(value: string | number | string[] | undefined): string | string[] | undefined {
  return typeof value === 'number' ? String(value) : value;
}
