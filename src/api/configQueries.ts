import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ImportChoiceInput } from '../../pkg/contract/configTransfer';
import { REFRESH_MS } from '../constants';
import { ApiError } from './ApiError';
import type { DefinitionKind, WantedChange } from './configEndpoints';
import { getConfigAccess, getConfigDefaults, getConfigFiles, getConfigFileText, getConfigJail, getConfigJails, getDefinition, getDefinitions, getParameters, getRevisions, postImportPreview, postPreview } from './configEndpoints';
import { queryKeys } from './queryKeys';

/** fail2ban's files are read anew for each answer, and change seldom. */
const calm = { refetchInterval: REFRESH_MS * 6, refetchIntervalInBackground: false } as const;

export function useConfigAccess(uid: string) {
  return useQuery({ queryKey: queryKeys.configAccess(uid), queryFn: ({ signal }) => getConfigAccess(uid, signal), ...calm });
}

export function useConfigJails(uid: string) {
  return useQuery({ queryKey: queryKeys.configJails(uid), queryFn: ({ signal }) => getConfigJails(uid, signal), ...calm });
}

export function useConfigJail(uid: string, jail: string, enabled = true) {
  return useQuery({ queryKey: queryKeys.configJail(uid, jail), queryFn: ({ signal }) => getConfigJail(uid, jail, signal), enabled, ...calm });
}

export function useConfigDefaults(uid: string) {
  return useQuery({ queryKey: queryKeys.configDefaults(uid), queryFn: ({ signal }) => getConfigDefaults(uid, signal), ...calm });
}

/** What a running jail runs with. */
export function useParameters(uid: string, jail: string, enabled: boolean) {
  return useQuery({ queryKey: queryKeys.parameters(uid, jail), queryFn: ({ signal }) => getParameters(uid, jail, signal), enabled, ...calm });
}

export function useDefinitions(uid: string, kind: DefinitionKind) {
  return useQuery({ queryKey: queryKeys.definitions(uid, kind), queryFn: ({ signal }) => getDefinitions(uid, kind, signal), ...calm });
}

export function useDefinition(uid: string, kind: DefinitionKind, name: string) {
  return useQuery({ queryKey: queryKeys.definition(uid, kind, name), queryFn: ({ signal }) => getDefinition(uid, kind, name, signal) });
}

export function useConfigFiles(uid: string, search: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.configFiles(uid, search),
    queryFn: ({ pageParam, signal }) => getConfigFiles(uid, search, pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: ({ total }, pages) => (pages.some(({ files }) => files.length === 0) || pages.flatMap(({ files }) => files).length >= total ? null : pages.length + 1),
    placeholderData: keepPreviousData,
  });
}

/** One file as it is now; `file` is null when there is none. */
export function useConfigFileText(uid: string, path: string) {
  return useQuery({
    queryKey: queryKeys.configFileText(uid, path),
    queryFn: async ({ signal }) => ({
      file: await getConfigFileText(uid, path, signal).catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'NOT_FOUND') {
          return null;
        }
        throw error;
      }),
    }),
    gcTime: 0,
    ...calm,
  });
}

export function useRevisions(uid: string, path: string | null) {
  return useInfiniteQuery({
    queryKey: queryKeys.configRevisions(uid, path),
    queryFn: ({ pageParam, signal }) => getRevisions(uid, path, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
}

const anew = { gcTime: 0, staleTime: Infinity, refetchOnMount: 'always', refetchOnWindowFocus: false } as const;

/** What a change would do, asked for anew each time. */
export function usePreview(uid: string, change: WantedChange) {
  return useQuery({ queryKey: [...queryKeys.config(uid), 'preview', change], queryFn: ({ signal }) => postPreview(uid, change, signal), ...anew });
}

/** The same of an import. */
export function useImportPreview(uid: string, choice: ImportChoiceInput) {
  return useQuery({ queryKey: [...queryKeys.config(uid), 'preview', choice], queryFn: ({ signal }) => postImportPreview(uid, choice, signal), ...anew });
}
