import { t } from '@grafana/i18n';
import type { Status } from '../../../pkg/contract/status';
import { Figures } from '../../components/Figures';
import { testIds } from '../../testIds';

export function Totals({ totals }: { totals: NonNullable<Status['totals']> }) {
  return (
    <Figures
      data-testid={testIds.totals}
      figures={[
        [t('totals.banned', 'Banned now'), totals.currentlyBanned],
        [t('totals.banned-total', 'Banned since start'), totals.totalBanned],
        [t('totals.failed', 'Failing now'), totals.currentlyFailed],
        [t('totals.failed-total', 'Failed since start'), totals.totalFailed],
        [t('totals.jails', 'Jails'), totals.jails],
      ]}
    />
  );
}
