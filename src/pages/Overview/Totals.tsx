import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { Status } from '../../../pkg/contract/status';
import { testIds } from '../../testIds';

export function Totals({ totals }: { totals: NonNullable<Status['totals']> }) {
  const styles = useStyles2(getStyles);
  const figures: Array<[string, number]> = [
    [t('totals.banned', 'Banned now'), totals.currentlyBanned],
    [t('totals.banned-total', 'Banned since start'), totals.totalBanned],
    [t('totals.failed', 'Failing now'), totals.currentlyFailed],
    [t('totals.failed-total', 'Failed since start'), totals.totalFailed],
    [t('totals.jails', 'Jails'), totals.jails],
  ];
  return (
    <dl className={styles.grid} data-testid={testIds.totals}>
      {figures.map(([name, figure]) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd>{figure.toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))', gap: theme.spacing(1), margin: 0, width: '100%' }),
  figure: css({
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    dt: { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, fontSize: theme.typography.h3.fontSize, fontVariantNumeric: 'tabular-nums' },
  }),
});
