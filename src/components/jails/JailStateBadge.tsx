import { t } from '@grafana/i18n';
import type { BadgeProps } from '@grafana/ui';
import { Badge } from '@grafana/ui';
import type { JailState } from '../../../pkg/contract/jailControl';
import { testIds } from '../../testIds';
import { jailStateText } from './jailStateText';

export function JailStateBadge({ state }: { state: JailState }) {
  return <Badge {...looks(state.state)} tooltip={jailStateText(state)} data-testid={testIds.jailState} />;
}

function looks(state: JailState['state']): Pick<BadgeProps, 'text' | 'color' | 'icon'> {
  switch (state) {
    case 'running':
      return { text: t('jail-state.running', 'Running'), color: 'green', icon: 'check-circle' };
    case 'idle':
      return { text: t('jail-state.idle', 'Idle'), color: 'orange', icon: 'pause' };
    case 'unknown':
      return { text: t('jail-state.unknown', 'Perhaps idle'), color: 'orange', icon: 'question-circle' };
    case 'listed_not_started':
      return { text: t('jail-state.not-started', 'Listed, not started'), color: 'red', icon: 'exclamation-circle' };
    case 'configured_not_running':
      return { text: t('jail-state.not-running', 'Enabled, not running'), color: 'red', icon: 'circle' };
  }
}
