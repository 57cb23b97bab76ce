import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { ChangeView } from '../../components/bans/useBansView';

/** For a search that is no address: trying again would not help. */
export function ClearSearch({ change }: { change: ChangeView }) {
  return (
    <Button variant="secondary" icon="times" onClick={() => change({ search: '' })}>
      {t('bans.clear-search', 'Clear the search')}
    </Button>
  );
}
