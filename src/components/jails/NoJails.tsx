import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';

export function NoJails() {
  return (
    <EmptyState variant="not-found" hideImage message={t('jails.none', 'No jail is running')}>
      {t('jails.none-help', 'fail2ban runs without jails and so bans nobody. Enable one in its configuration.')}
    </EmptyState>
  );
}
