import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';
import { stateName } from './stateName';
import type { Running } from './useRunning';

interface ConfigStateBadgeProps {
  jail: Pick<ConfigJailSummary, 'state' | 'enabled'>;
  running: Running;
}

export function ConfigStateBadge({ jail: { state, enabled }, running }: ConfigStateBadgeProps) {
  if (state === 'active' && running.missing) {
    return <Badge text={t('config-state.missing', 'Active, not running')} color="red" icon="exclamation-triangle" />;
  }
  switch (state) {
    case 'active':
      return <Badge text={stateName(state)} color="green" icon="check-circle" />;
    case 'inactive':
      return <Badge text={stateName(state)} color="darkgrey" icon="circle" />;
    case 'broken':
      return <Badge text={stateName(state)} color={enabled ? 'red' : 'orange'} icon="exclamation-triangle" />;
  }
}
