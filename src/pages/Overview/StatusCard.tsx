import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Stack, Text, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { Status } from '../../../pkg/contract/status';
import { reasonText } from '../../components/failureText';
import { formatMoment } from '../../components/formatTime';
import { Moment } from '../../components/Moment';
import { StateBadge } from '../../components/StateBadge';

export function StatusCard({ status }: { status: Status }) {
  const styles = useStyles2(getStyles);
  const why = reasonText(status.reason) || status.message;
  return (
    <section className={styles.card} aria-label={t('status.label', 'State of fail2ban')}>
      <Stack direction="row" alignItems="center" gap={1} wrap="wrap">
        <Text element="h2" variant="h4">
          {t('status.title', 'fail2ban')}
        </Text>
        <StateBadge state={status.state} />
      </Stack>
      {status.state !== 'online' && why !== '' && <Text element="p">{why}</Text>}
      <dl className={styles.facts}>
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
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0 },
  }),
});
