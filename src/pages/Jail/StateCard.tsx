import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Stack, Text, useStyles2 } from '@grafana/ui';
import type { Limit } from '../../../pkg/contract/surroundings';
import type { Rights } from '../../api/useRights';
import { Card } from '../../components/Card';
import { AttentionBadges } from '../../components/jails/AttentionBadges';
import { JailActions } from '../../components/jails/JailActions';
import type { JailAction } from '../../components/jails/jailActions';
import type { JailRow } from '../../components/jails/jailRows';
import { JailStateBadge } from '../../components/jails/JailStateBadge';
import { jailStateText } from '../../components/jails/jailStateText';

interface StateCardProps {
  row: JailRow;
  rights: Rights;
  limits: readonly Limit[];
  onAct(action: JailAction): void;
}

export function StateCard({ row, onAct, ...rest }: StateCardProps) {
  const styles = useStyles2(getStyles);
  return (
    <Card label={t('jail.state', 'State of the jail')}>
      <Stack direction="row" gap={2} wrap="wrap" alignItems="center" justifyContent="space-between">
        <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
          <JailStateBadge state={row} />
          <AttentionBadges jail={row.jail} />
        </Stack>
        <JailActions row={row} onAct={onAct} {...rest} />
      </Stack>
      <Text element="p">{jailStateText(row)}</Text>
      {row.problem !== null && <pre className={styles.words}>{row.problem}</pre>}
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  words: css({ margin: 0, whiteSpace: 'pre-wrap', fontSize: theme.typography.bodySmall.fontSize }),
});
