import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { Operation } from '../../../pkg/contract/bans';

export function WorkingNotice({ operation: { done, total } }: { operation: Operation }) {
  return (
    <Alert severity="info" title={t('working.title', 'fail2ban is still at work')}>
      {t('working.text', '{{done}} of {{total}} steps are done. It goes on when you close this.', { done, total })}
    </Alert>
  );
}
