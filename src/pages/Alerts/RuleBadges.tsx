import { t } from '@grafana/i18n';
import { Badge, Stack } from '@grafana/ui';
import type { HostRule } from '../../alerts/rulesOfHost';

/** Whether Grafana has the rule, and in which way. */
export function RuleBadges({ rule: { stored, locked, differences } }: { rule: HostRule }) {
  if (stored === null) {
    return <Badge color="blue" icon="circle" text={t('rule-badge.missing', 'Missing')} />;
  }
  const differs = differences.length > 0;
  return (
    <Stack direction="row" gap={0.5} wrap="wrap">
      {!differs && !stored.isPaused && <Badge color="green" icon="check" text={t('rule-badge.exists', 'Exists')} />}
      {differs && <Badge color="orange" icon="exclamation-triangle" text={t('rule-badge.differs', 'Differs')} />}
      {stored.isPaused && <Badge color="orange" icon="pause" text={t('rule-badge.paused', 'Paused')} />}
      {locked && (
        <Badge
          color="blue"
          icon="lock"
          text={t('rule-badge.file', 'From a file')}
          tooltip={t('rule-badge.file-text', 'Grafana reads this rule from a provisioning file: only the file can change it. To manage it here, take it out of the file and restart Grafana.')}
        />
      )}
    </Stack>
  );
}
