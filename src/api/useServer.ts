import { t } from '@grafana/i18n';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { REFRESH_MS } from '../constants';
import { useConfigAccess } from './configQueries';
import type { Notice } from './notice';
import { queryKeys } from './queryKeys';
import type { LiveValues, ServerValues } from './serverEndpoints';
import { getGlobalConfig, getRecovery, getSidecar, postDismiss, postLogFlush, putGlobalConfig, putParameters } from './serverEndpoints';

const live = { refetchInterval: REFRESH_MS, refetchIntervalInBackground: false } as const;

export function useGlobalConfig(uid: string) {
  return useQuery({ queryKey: queryKeys.globalConfig(uid), queryFn: ({ signal }) => getGlobalConfig(uid, signal), ...live });
}

export function useSidecar(uid: string) {
  return useQuery({ queryKey: queryKeys.sidecar(uid), queryFn: ({ signal }) => getSidecar(uid, signal), ...live });
}

/** Why nothing of the configuration can be changed from here, in the sidecar's words; undefined when it can, or is not known. */
export function useWriteObstacle(uid: string): string | undefined {
  return useConfigAccess(uid).data?.reason ?? undefined;
}

/** Asked only where the status tells of one: whether it can be rolled back here. */
export function useRecovery(uid: string) {
  return useQuery({ queryKey: queryKeys.recovery(uid), queryFn: ({ signal }) => getRecovery(uid, signal) });
}

export function useSetServer(uid: string) {
  return useHostMutation(uid, ({ values, confirm }: { values: ServerValues; confirm: boolean }) => putGlobalConfig(uid, values, confirm), () => ({
    severity: 'success',
    title: t('notice.server-set', 'fail2ban runs with the new values'),
  }));
}

export function useSetParameters(uid: string, jail: string) {
  return useHostMutation(uid, ({ values, confirm }: { values: LiveValues; confirm: boolean }) => putParameters(uid, jail, values, confirm), ({ endingBans }) => ({
    severity: 'success',
    title: t('notice.parameters-set', '{{jail}} runs with the new values', { jail }),
    ...(endingBans > 0 ? { text: t('notice.bans-ending', '{{count}} bans are over.', { count: endingBans }) } : {}),
  }));
}

export function useFlushLogs(uid: string) {
  return useHostMutation(uid, () => postLogFlush(uid), () => ({ severity: 'success', title: t('notice.flushed', 'fail2ban has opened its log anew') }));
}

export function useDismiss(uid: string) {
  return useHostMutation(uid, () => postDismiss(uid), () => ({ severity: 'success', title: t('notice.dismissed', 'The notice is dismissed; the configuration is as it was') }));
}

function useHostMutation<Result, Variables = void>(uid: string, mutationFn: (variables: Variables) => Promise<Result>, notice: (result: Result) => Notice) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, meta: { notice }, onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.host(uid) }) });
}
