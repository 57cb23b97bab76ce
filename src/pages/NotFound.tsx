import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { HOST_PARAM, pageUrl } from '../routing';

export function NotFound() {
  const [params] = useSearchParams();
  return (
    <PluginPage>
      <EmptyState
        variant="not-found"
        message={t('not-found.title', 'Page not found')}
        button={<LinkButton href={pageUrl('overview', params.get(HOST_PARAM))}>{t('not-found.overview', 'Go to the overview')}</LinkButton>}
      >
        {t('not-found.text', 'BanGUI has no page at this address.')}
      </EmptyState>
    </PluginPage>
  );
}
