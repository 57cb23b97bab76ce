import { t } from '@grafana/i18n';
import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';

export function stateName(state: ConfigJailSummary['state']): string {
  switch (state) {
    case 'active':
      return t('config-state.active', 'Active');
    case 'inactive':
      return t('config-state.inactive', 'Inactive');
    case 'broken':
      return t('config-state.broken', 'Broken');
  }
}
