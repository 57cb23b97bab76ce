import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';

/** Above a result of something else than what stands in the form now. */
export function OutdatedNotice() {
  return <Alert severity="warning" title={t('lab.outdated', 'This is the result of what was filled in before: it has been changed since')} />;
}
