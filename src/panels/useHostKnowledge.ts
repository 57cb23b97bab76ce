import { useQueries } from '@tanstack/react-query';
import type { JailListResponse } from '../../pkg/contract/jailControl';
import type { Limit } from '../../pkg/contract/surroundings';
import { jailsOf, meOf, statusOf } from '../api/queries';
import type { Rights } from '../api/useRights';
import { rightsOf } from '../api/useRights';

/** What the person may do on each host. */
export function useRightsByHost(uids: readonly string[]): ReadonlyMap<string, Rights> {
  const answers = useQueries({ queries: uids.map(meOf) });
  return new Map(uids.map((uid, index) => [uid, rightsOf(answers[index]?.data?.role ?? null)]));
}

/** How the jails of each host are, and what is switched off there; without what is not known yet. */
export function useJailsByHost(uids: readonly string[]): ReadonlyMap<string, JailListResponse> {
  const answers = useQueries({ queries: uids.map(jailsOf) });
  return new Map(uids.flatMap((uid, index) => (answers[index]?.data ? [[uid, answers[index].data] as const] : [])));
}

export function useLimitsByHost(uids: readonly string[]): ReadonlyMap<string, readonly Limit[]> {
  const answers = useQueries({ queries: uids.map(statusOf) });
  return new Map(uids.map((uid, index) => [uid, answers[index]?.data?.limits ?? []]));
}
