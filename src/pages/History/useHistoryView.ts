import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { HistoryView } from '../../routing';
import { readHistoryView, writeHistoryView } from '../../routing';

export type ChangeView = (change: Partial<HistoryView>) => void;

/** Only another look at the same bans: no step of its own in the browser's history. */
const LOOKS: ReadonlyArray<keyof HistoryView> = ['search', 'by', 'compare', 'top'];

/** What the page shows, kept in the URL. */
export function useHistoryView(): { view: HistoryView; change: ChangeView } {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readHistoryView(params), [params]);
  const change = useCallback<ChangeView>(
    (part) => setParams((current) => writeHistoryView(current, { ...readHistoryView(current), ...part }), { replace: Object.keys(part).every((name) => LOOKS.some((look) => look === name)) }),
    [setParams]
  );
  return { view, change };
}
