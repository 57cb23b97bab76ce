import { t } from '@grafana/i18n';
import { Button, EmptyState } from '@grafana/ui';
import type { HistoryView } from '../../routing';
import { isFiltered, NO_FILTER } from './banFilterOf';
import type { ChangeView } from './useHistoryView';

export function NoHistory({ view, change }: { view: HistoryView; change: ChangeView }) {
  if (isFiltered(view)) {
    return (
      <EmptyState
        variant="not-found"
        hideImage
        message={t('history.no-match', 'No ban of this time matches')}
        button={
          <Button variant="secondary" onClick={() => change(NO_FILTER)}>
            {t('history.clear', 'Clear the filters')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      variant="completed"
      hideImage
      message={t('history.none', 'The archive knows no ban of this time')}
      button={
        <Button variant="secondary" onClick={() => change({ from: 'now-30d', to: 'now' })}>
          {t('history.longer', 'Show the last 30 days')}
        </Button>
      }
    >
      {t('history.none-help', 'It keeps every ban from the day the sidecar was started, and what fail2ban still knew then. Choose a longer time.')}
    </EmptyState>
  );
}
