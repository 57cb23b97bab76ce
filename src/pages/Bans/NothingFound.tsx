import { t } from '@grafana/i18n';
import { Button, EmptyState } from '@grafana/ui';
import type { BansView } from '../../routing';
import type { ChangeView } from '../../components/bans/useBansView';

export function NothingFound({ view, change }: { view: BansView; change: ChangeView }) {
  if (view.search === '' && view.jails.length === 0) {
    return (
      <EmptyState variant="completed" hideImage message={t('bans.none', 'Nobody is banned at the moment')}>
        {t('bans.none-help', 'Bans appear here as soon as a jail finds somebody, or when you ban an address yourself.')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      variant="not-found"
      hideImage
      message={t('bans.no-match', 'No active ban matches')}
      button={
        <Button variant="secondary" onClick={() => change({ search: '', jails: [] })}>
          {t('bans.clear-filters', 'Clear the filters')}
        </Button>
      }
    />
  );
}
