import { t } from '@grafana/i18n';
import type { BadgeProps } from '@grafana/ui';
import { Badge } from '@grafana/ui';
import type { HealthState } from '../../pkg/contract/status';
import { testIds } from '../testIds';

export function StateBadge({ state }: { state: HealthState }) {
  return <Badge {...looks(state)} data-testid={testIds.state} />;
}

function looks(state: HealthState): Pick<BadgeProps, 'text' | 'color' | 'icon'> {
  switch (state) {
    case 'online':
      return { text: t('state.online', 'Online'), color: 'green', icon: 'check-circle' };
    case 'busy':
      return { text: t('state.busy', 'Busy'), color: 'orange', icon: 'clock-nine' };
    case 'offline':
      return { text: t('state.offline', 'Offline'), color: 'red', icon: 'exclamation-circle' };
    case 'forbidden':
      return { text: t('state.forbidden', 'No access to fail2ban'), color: 'red', icon: 'lock' };
    case 'unknown':
      return { text: t('state.unknown', 'Not yet probed'), color: 'darkgrey', icon: 'question-circle' };
  }
}
