import type { ResourceResponse } from '../ports';
import type { StringList } from '../protocol/messages';

const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'host', 'content-length'];
/** What proves somebody's identity to Grafana is no business of ours. */
const CREDENTIALS = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-id-token',
  'x-grafana-id',
  'x-grafana-device-id',
  'x-access-token',
  'x-ds-authorization',
];
const NOT_FORWARDED = new Set([...HOP_BY_HOP, ...CREDENTIALS]);
const NOT_ANSWERED = new Set([...HOP_BY_HOP, 'proxy-authenticate', 'www-authenticate', 'set-cookie']);

function namedByConnection(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase());
}

export function forwardedHeaders(headers: Record<string, StringList>): Record<string, string> {
  const lists = Object.entries(headers).map(([name, { values }]): [string, string[]] => [name.toLowerCase(), values]);
  const hops = new Set(lists.filter(([name]) => name === 'connection').flatMap(([, values]) => namedByConnection(values)));
  return Object.fromEntries(
    lists.filter(([name]) => !NOT_FORWARDED.has(name) && !hops.has(name)).map(([name, values]) => [name, values.join(', ')])
  );
}

export function answeredHeaders(headers: ResourceResponse['headers']): Record<string, StringList> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !NOT_ANSWERED.has(name.toLowerCase()))
      .map(([name, value]) => [name, { values: Array.isArray(value) ? value : [value] }])
  );
}
