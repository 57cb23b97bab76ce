import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { ConfigAccess } from '../../../pkg/contract/configChanges';
import { testIds } from '../../testIds';

export function ReadOnlyNotice({ access }: { access: ConfigAccess | null }) {
  return access === null || access.writes ? null : (
    <Alert severity="info" title={t('config.read-only', 'The configuration can only be read from here')} data-testid={testIds.readOnly}>
      {access.reason}
    </Alert>
  );
}
