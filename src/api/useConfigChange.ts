import { t } from '@grafana/i18n';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ConfigChangeAnswer } from '../../pkg/contract/configChanges';
import { FOLLOW_MS } from '../constants';
import { PLAIN } from '../i18n';
import type { ConfigOrder } from './configEndpoints';
import { postOrder } from './configEndpoints';
import type { Notice } from './notice';
import { queryKeys } from './queryKeys';
import { toApiError } from './toApiError';

/** Changes the configuration and waits for its end; `isLate` once that takes longer than the API's answer. */
export function useConfigChange(uid: string) {
  const queryClient = useQueryClient();
  const [isLate, setLate] = useState(false);
  const unsettled = useRef<{ body: string; key: string } | null>(null);
  const mutation = useMutation({
    mutationFn: (order: ConfigOrder) => {
      const body = JSON.stringify(order);
      const key = unsettled.current?.body === body ? unsettled.current.key : newKey();
      unsettled.current = { body, key };
      return carryOut(uid, order, key, () => setLate(true));
    },
    meta: { notice: describeChange },
    onError: (error) => {
      // Of what went astray nobody knows whether it was done: only then the same key asks for it again.
      const { status } = toApiError(error);
      if (status > 0 && status < 429) {
        unsettled.current = null;
      }
    },
    onSettled: () => {
      setLate(false);
      return queryClient.invalidateQueries({ queryKey: queryKeys.host(uid), predicate: ({ queryKey }) => queryKey[3] !== 'preview' });
    },
  });
  return { ...mutation, isLate };
}

async function carryOut(uid: string, order: ConfigOrder, key: string, onLate: () => void): Promise<ConfigChangeAnswer> {
  let answer = await postOrder(uid, order, key);
  while (answer.state === 'running') {
    onLate();
    await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
    answer = await postOrder(uid, order, key);
  }
  return answer;
}

/** `randomUUID` is only there where Grafana is served by https. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function describeChange({ revision, jails }: ConfigChangeAnswer): Notice {
  const title = t('notice.config-changed', 'Changed: {{path}}', { path: revision?.path ?? '', interpolation: PLAIN });
  const names = jails.filter(({ becomes }) => becomes !== 'unchanged' && becomes !== 'inactive').map(({ jail }) => jail);
  return { severity: 'success', title, ...(names.length === 0 ? {} : { text: t('notice.config-jails', 'fail2ban has taken it up: {{jails}}.', { jails: names.join(', '), interpolation: PLAIN }) }) };
}
