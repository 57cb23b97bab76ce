import type { QueryInput } from '../../../pkg/contract/queries';

interface QueryTypeCase {
  label: string;
  query: QueryInput;
  /** A table shows this of the answer. */
  shows: RegExp;
}

const ADDRESS = /203\.0\.113\.|198\.51\.100\.|2001:db8:/;

/** Every query type that panels and Explore offer, by its name in the editor. */
export const QUERY_TYPE_CASES: readonly QueryTypeCase[] = [
  { label: 'Status', query: { queryType: 'status' }, shows: /online/i },
  { label: 'Jails', query: { queryType: 'jails' }, shows: /sshd/ },
  { label: 'Active bans', query: { queryType: 'bans' }, shows: ADDRESS },
  { label: 'History of bans', query: { queryType: 'history' }, shows: ADDRESS },
  { label: 'Bans over time', query: { queryType: 'trend' }, shows: /sshd/ },
  { label: 'Most banned', query: { queryType: 'top' }, shows: ADDRESS },
  { label: 'Bans by country, on a map', query: { queryType: 'geo' }, shows: /Netherlands/ },
  { label: 'Log of fail2ban', query: { queryType: 'logs' }, shows: /\[(sshd|nginx-http-auth)\] (Found|Ban) / },
  { label: 'Live events', query: { queryType: 'events' }, shows: /sshd|nginx-http-auth/ },
  { label: 'Check', query: { queryType: 'check', check: 'stuck' }, shows: /Problem found(no|yes)/ },
  { label: 'Sidecar', query: { queryType: 'sidecar' }, shows: /0\.\d+\.\d/ },
];
