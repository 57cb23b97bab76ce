import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TopGroup } from '../../pkg/contract/aggregates';
import type { TrendGroup } from '../../pkg/contract/history';
import { REFRESH_MS } from '../constants';
import type { BanFilter } from './banFilter';
import { getAddress, getHistory, getLines, getSummary, getTop, getTrend } from './endpoints';
import { queryKeys } from './queryKeys';

interface Cached {
  queryKey: readonly unknown[];
}

/** Another filter of the same host: what was shown stays until the new is there. */
function isOfHost(uid: string, query: Cached | undefined): boolean {
  return query?.queryKey[1] === uid;
}

/** What ends now is asked for anew while the browser shows it; what has exact ends stays as it is. */
function refreshOf({ range }: BanFilter) {
  return { refetchInterval: range === undefined ? (false as const) : REFRESH_MS * 3, refetchIntervalInBackground: false };
}

/** Bans of the archive, page by page. Once further pages were loaded the list stands still. */
export function useHistory(uid: string, filter: BanFilter) {
  const { refetchInterval, ...refresh } = refreshOf(filter);
  return useInfiniteQuery({
    queryKey: queryKeys.history(uid, filter),
    queryFn: ({ pageParam, signal }) => getHistory(uid, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (previous, query) => (isOfHost(uid, query) ? previous : undefined),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : refetchInterval),
    ...refresh,
  });
}

/** Matched lines of one ban; asked for when somebody wants to see them. */
export function useLines(uid: string, id: number) {
  return useQuery({ queryKey: queryKeys.lines(uid, id), queryFn: ({ signal }) => getLines(uid, id, signal) });
}

export function useTrend(uid: string, filter: BanFilter, by: TrendGroup, compare: boolean) {
  return useQuery({
    queryKey: queryKeys.trend(uid, filter, by, compare),
    queryFn: ({ signal }) => getTrend(uid, filter, by, compare, signal),
    placeholderData: (previous, query) => (isOfHost(uid, query) ? previous : undefined),
    ...refreshOf(filter),
  });
}

export function useTop(uid: string, filter: BanFilter, by: TopGroup, limit: number) {
  return useQuery({
    queryKey: queryKeys.top(uid, filter, by, limit),
    queryFn: ({ signal }) => getTop(uid, filter, by, limit, signal),
    placeholderData: (previous, query) => (isOfHost(uid, query) && previous?.by === by ? previous : undefined),
    ...refreshOf(filter),
  });
}

export function useSummary(uid: string, filter: BanFilter) {
  return useQuery({
    queryKey: queryKeys.summary(uid, filter),
    queryFn: ({ signal }) => getSummary(uid, filter, signal),
    placeholderData: (previous, query) => (isOfHost(uid, query) ? previous : undefined),
    ...refreshOf(filter),
  });
}

export function useAddress(uid: string, address: string) {
  return useQuery({
    queryKey: queryKeys.address(uid, address),
    queryFn: ({ signal }) => getAddress(uid, address, signal),
    refetchInterval: REFRESH_MS * 3,
    refetchIntervalInBackground: false,
  });
}
