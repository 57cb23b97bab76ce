import { t } from '@grafana/i18n';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { KeptSamples } from '../../pkg/contract/filterLab';
import type { DryRunRequest, LabRequest } from './labEndpoints';
import { getJailLogs, getLogLines, getSamples, postDryRun, postLabRun, postSamplesRun, putSamples } from './labEndpoints';
import type { Notice } from './notice';
import { queryKeys } from './queryKeys';

export function useJailLogs(uid: string, jail: string | null) {
  return useQuery({ queryKey: queryKeys.jailLogs(uid, jail ?? ''), queryFn: ({ signal }) => getJailLogs(uid, jail ?? '', signal), enabled: jail !== null });
}

/** A mutation, as it is asked for by hand only. */
export function useLogLines(uid: string, jail: string) {
  return useMutation({ mutationFn: ({ file, lines }: { file: string; lines: number }) => getLogLines(uid, jail, file, lines) });
}

export function useLabRun(uid: string) {
  return useMutation({ mutationFn: (request: LabRequest) => postLabRun(uid, request) });
}

export function useSamples(uid: string, filter: string) {
  return useQuery({ queryKey: queryKeys.samples(uid, filter), queryFn: ({ signal }) => getSamples(uid, filter, signal) });
}

export function useKeepSamples(uid: string, filter: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (data: Parameters<typeof putSamples>[2]) => putSamples(uid, filter, data),
    meta: { notice: ({ samples }: KeptSamples): Notice => ({ severity: 'success', title: t('notice.samples-kept', '{{count}} samples are kept', { count: samples.length }) }) },
    onSuccess: (kept) => queryClient.setQueryData(queryKeys.samples(uid, filter), kept),
  });
}

export function useSamplesRun(uid: string, filter: string) {
  return useMutation({ mutationFn: (data: Parameters<typeof postSamplesRun>[2]) => postSamplesRun(uid, filter, data) });
}

export function useDryRun(uid: string) {
  return useMutation({ mutationFn: ({ jail, ...request }: DryRunRequest & { jail: string }) => postDryRun(uid, jail, request) });
}
