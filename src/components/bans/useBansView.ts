import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { BansView } from '../../routing';
import { readBansView, writeBansView } from '../../routing';

export type ChangeView = (change: Partial<BansView>) => void;

/** What the page shows, kept in the URL. Another filter or order starts at the first page. */
export function useBansView(): { view: BansView; change: ChangeView } {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readBansView(params), [params]);
  const change = useCallback<ChangeView>(
    (part) => setParams((current) => writeBansView(current, { ...readBansView(current), page: 1, ...part }), { replace: 'search' in part || 'pageSize' in part }),
    [setParams]
  );
  return { view, change };
}
