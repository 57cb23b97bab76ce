import { numberOf } from './numberOf';
import { typeOf } from './typeOf';
import type { BanguiQuery } from './types';

/** Puts the values of variables into a text; several values of one come as `format` says. */
export type FillIn = (text: string, format?: 'csv') => string;

const LISTS = ['jail', 'country', 'asn', 'kinds'] as const;
const TEXTS = ['search', 'field', 'by', 'level', 'what', 'check'] as const;
const NUMBERS = ['limit', 'minBans'] as const;
/** A variable set to "All" whose values are not known. */
const ALL = '$__all';

/** The query with variables filled in. A number that is none stays as it is: the sidecar's error names the field. */
export function interpolate(query: BanguiQuery, fillIn: FillIn): BanguiQuery {
  const filled: Record<string, unknown> = {};
  for (const name of LISTS) {
    if (query[name] !== undefined) {
      const values = listOf(query[name], fillIn);
      filled[name] = name === 'kinds' && (values.length === 0 || values.includes(ALL)) ? undefined : values;
    }
  }
  for (const name of TEXTS) {
    if (query[name] !== undefined) {
      filled[name] = fillIn(query[name]).trim();
    }
  }
  for (const name of NUMBERS) {
    const value = query[name];
    if (typeof value === 'string') {
      filled[name] = numberOf(fillIn(value));
    }
  }
  return { ...query, ...filled, queryType: typeOf(query) };
}

function listOf(value: string | string[], fillIn: FillIn): string[] {
  return [value].flat().flatMap((text) => fillIn(text, 'csv').split(',')).map((text) => text.trim()).filter(Boolean);
}
