import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Operation } from '../../pkg/contract/bans';
import type { Change } from './changes';
import { carryOut } from './changes';
import { describeResult } from './describeResult';
import { queryKeys } from './queryKeys';

/** Ban, unban and what is done to a jail; `progress` is the running operation once it takes longer than a moment. */
export function useChange(uid: string) {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<Operation | null>(null);
  const mutation = useMutation({
    mutationFn: (change: Change) => carryOut(uid, change, setProgress),
    meta: { notice: describeResult },
    onSettled: () => {
      setProgress(null);
      return queryClient.invalidateQueries({ queryKey: queryKeys.host(uid) });
    },
  });
  return { ...mutation, progress };
}
