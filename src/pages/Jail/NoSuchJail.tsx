import { t } from '@grafana/i18n';
import { EmptyState, LinkButton } from '@grafana/ui';
import { PLAIN } from '../../i18n';
import { pageUrl } from '../../routing';
import { testIds } from '../../testIds';

export function NoSuchJail({ uid, name }: { uid: string; name: string }) {
  return (
    <div data-testid={testIds.failure('not_found')}>
      <EmptyState
        variant="not-found"
        hideImage
        role="alert"
        message={t('jail.unknown', 'There is no jail {{name}} on this host', { name, interpolation: PLAIN })}
        button={
          <LinkButton variant="secondary" href={pageUrl('jails', uid)}>
            {t('jail.to-all', 'All jails of this host')}
          </LinkButton>
        }
      >
        {t('jail.unknown-help', 'It neither runs nor is it known to be enabled in the configuration. It may have been stopped or renamed.')}
      </EmptyState>
    </div>
  );
}
