import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { BansRequest } from '../../pkg/contract/bans';
import { REFRESH_MS } from '../constants';
import { getBans, getJail, getJails, getMe, getStatus } from './endpoints';
import { queryKeys } from './queryKeys';

/** Asked anew every ten seconds while the browser shows the page. */
const live = { refetchInterval: REFRESH_MS, refetchIntervalInBackground: false } as const;

export function meOf(uid: string) {
  return queryOptions({ queryKey: queryKeys.me(uid), queryFn: ({ signal }) => getMe(uid, signal), ...live, refetchInterval: REFRESH_MS * 6 });
}

export function statusOf(uid: string) {
  return queryOptions({ queryKey: queryKeys.status(uid), queryFn: ({ signal }) => getStatus(uid, signal), ...live });
}

export function jailsOf(uid: string) {
  return queryOptions({ queryKey: queryKeys.jails(uid), queryFn: ({ signal }) => getJails(uid, signal), ...live });
}

export function useMe(uid: string) {
  return useQuery(meOf(uid));
}

export function useStatus(uid: string) {
  return useQuery(statusOf(uid));
}

export function useJails(uid: string) {
  return useQuery(jailsOf(uid));
}

export function useJail(uid: string, jail: string) {
  return useQuery({ queryKey: queryKeys.jail(uid, jail), queryFn: ({ signal }) => getJail(uid, jail, signal), ...live });
}

export function useBans(uid: string, request: BansRequest) {
  return useQuery({
    queryKey: queryKeys.bans(uid, request),
    queryFn: ({ signal }) => getBans(uid, request, signal),
    // Another page or filter of the same host: the old rows stay until the new ones are there.
    placeholderData: (previous, query) => (query?.queryKey[1] === uid ? keepPreviousData(previous) : undefined),
    ...live,
  });
}
