import { MutationCache, QueryClient } from '@tanstack/react-query';
import type { Notice } from './notice';
import { showNotice } from './notice';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** What is said when the mutation has ended well enough to tell; it takes the mutation's own result. */
      notice?: (result: never) => Notice;
    };
  }
}

/** Server state of one open app or panel. The notices of all mutations are shown here, as their `meta` says; `onChanged` is called when one has ended, well or not. */
export function createQueryClient(onChanged?: () => void): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onSuccess: (result, _variables, _context, mutation) => {
        const notice = mutation.meta?.notice;
        if (notice) {
          showNotice(notice(result as never));
        }
      },
      onSettled: onChanged,
    }),
    defaultOptions: {
      // Grafana is often reached without an internet connection: the browser's own idea of being online says nothing.
      queries: { retry: false, networkMode: 'always', staleTime: 2000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
