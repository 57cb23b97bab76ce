import { t } from '@grafana/i18n';
import { Stack, Text } from '@grafana/ui';
import type { Status } from '../../../pkg/contract/status';
import { Card } from '../../components/Card';
import { Fact, Facts } from '../../components/Facts';
import { reasonText } from '../../components/failureText';
import { formatMoment } from '../../components/formatTime';
import { Moment } from '../../components/Moment';
import { StateBadge } from '../../components/StateBadge';

export function StatusCard({ status }: { status: Status }) {
  const why = reasonText(status.reason) || status.message;
  return (
    <Card label={t('status.label', 'State of fail2ban')}>
      <Stack direction="row" alignItems="center" gap={1} wrap="wrap">
        <Text element="h2" variant="h4">
          {t('status.title', 'fail2ban')}
        </Text>
        <StateBadge state={status.state} />
      </Stack>
      {status.state !== 'online' && why !== '' && <Text element="p">{why}</Text>}
      <Facts>
        <Fact name={t('status.since', 'In this state since')}>
          <Moment at={status.since} /> ({formatMoment(status.since)})
        </Fact>
        {status.checkedAt !== null && (
          <Fact name={t('status.checked', 'Last checked')}>
            <Moment at={status.checkedAt} />
          </Fact>
        )}
        {status.version !== null && <Fact name={t('status.version', 'fail2ban version')}>{status.version}</Fact>}
        <Fact name={t('status.sidecar-version', 'Sidecar version')}>{status.sidecarVersion}</Fact>
      </Facts>
    </Card>
  );
}
