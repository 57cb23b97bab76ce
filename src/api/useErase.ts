import { t } from '@grafana/i18n';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EraseResponse } from '../../pkg/contract/addresses';
import { deleteAddress } from './endpoints';
import type { Notice } from './notice';
import { queryKeys } from './queryKeys';

/** Removes an address from the archive. */
export function useErase(uid: string, address: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => deleteAddress(uid, address),
    meta: { notice: describeErased },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.archive(uid) }),
  });
}

function describeErased({ bans }: EraseResponse): Notice {
  return { severity: 'success', title: t('notice.erased', 'The address is erased, with {{count}} bans', { count: bans }) };
}
