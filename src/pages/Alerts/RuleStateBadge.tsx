import { t } from '@grafana/i18n';
import type { BadgeProps } from '@grafana/ui';
import { Badge, Stack, TextLink } from '@grafana/ui';
import type { StoredRule } from '../../alerts/alertRule';
import type { RuleState } from '../../api/alertRules';
import { testIds } from '../../testIds';

/** How the last evaluation went, and the way to Grafana's own page of the rule. */
export function RuleStateBadge({ stored, state }: { stored: StoredRule; state: RuleState | undefined }) {
  return (
    <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
      {!stored.isPaused && <Badge {...looks(state)} data-testid={testIds.ruleState} />}
      <TextLink href={`/alerting/grafana/${encodeURIComponent(stored.uid)}/view`} variant="bodySmall">
        {t('rule-state.open', 'Open in Grafana')}
      </TextLink>
    </Stack>
  );
}

function looks(state: RuleState | undefined): Pick<BadgeProps, 'text' | 'color' | 'icon'> {
  if (state?.state === 'firing') {
    return { text: t('rule-state.firing', 'Firing'), color: 'red', icon: 'fire' };
  }
  if (state?.state === 'pending') {
    return { text: t('rule-state.pending', 'Pending'), color: 'orange', icon: 'hourglass' };
  }
  if (state?.health === 'error' || hasAlert(state, 'Error')) {
    return { text: t('rule-state.error', 'Query fails'), color: 'orange', icon: 'exclamation-circle' };
  }
  if (state?.health === 'nodata' || hasAlert(state, 'NoData')) {
    return { text: t('rule-state.no-data', 'No data'), color: 'orange', icon: 'question-circle' };
  }
  if (state?.state === 'inactive' && !state.lastEvaluation?.startsWith('0001')) {
    return { text: t('rule-state.normal', 'Normal'), color: 'green', icon: 'heart' };
  }
  return { text: t('rule-state.unknown', 'Not yet evaluated'), color: 'blue', icon: 'question-circle' };
}

/** A rule that keeps its last state counts as healthy; only its alerts tell why they are kept. */
function hasAlert(state: RuleState | undefined, reason: 'Error' | 'NoData'): boolean {
  return state?.alerts?.some((alert) => alert.state.includes(`(${reason}`)) ?? false;
}
