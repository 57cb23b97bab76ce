import { QUERY_TYPES, querySchema, type Query } from '../../contract/queries';
import { invalidInput } from '../../domain/errors';
import type { DataQuery } from '../protocol/messages';

function readJson(json: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json.length === 0 ? '{}' : json.toString('utf8'));
  } catch (error) {
    throw invalidInput('query', `The query is no JSON: ${String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput('query', 'The query is no JSON object.');
  }
  return Object.fromEntries(Object.entries(value));
}

/** What Grafana sends of a query, validated. Cleared fields (empty or null) count as absent; the error names what is wrong. */
export function parseQuery({ json, queryType }: DataQuery): Query {
  const given = readJson(json);
  const type = given.queryType || queryType;
  if (!QUERY_TYPES.some((known) => known === type)) {
    throw invalidInput('queryType', `queryType: unknown query type "${String(type)}"; known are ${QUERY_TYPES.join(', ')}.`);
  }
  const filled = Object.entries({ ...given, queryType: type }).filter(([, value]) => value !== '' && value !== null);
  const parsed = querySchema.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') || 'query';
    throw invalidInput(field, `${field}: ${issue?.message ?? 'not valid'}`);
  }
  return parsed.data;
}
