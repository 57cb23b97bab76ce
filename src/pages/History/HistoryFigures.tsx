import { t } from '@grafana/i18n';
import type { Summary } from '../../../pkg/contract/aggregates';
import { useSummary } from '../../api/archiveQueries';
import type { BanFilter } from '../../api/banFilter';
import { Figures } from '../../components/Figures';
import { QueryRegion } from '../../components/QueryRegion';
import { testIds } from '../../testIds';

export function HistoryFigures({ uid, filter, quiet }: { uid: string; filter: BanFilter; quiet: boolean }) {
  const summary = useSummary(uid, filter);
  return (
    <QueryRegion query={summary} quiet={quiet}>
      {(data) => (
        <Figures
          data-testid={testIds.historyFigures}
          figures={[
            [t('summary.bans', 'Bans'), data.bans, changeText(data)],
            [t('summary.addresses', 'Addresses'), data.addresses],
            [t('summary.new', 'Never banned before'), data.newAddresses],
            [t('summary.repeated', 'Repeat offenders'), data.repeatOffenders],
          ]}
        />
      )}
    </QueryRegion>
  );
}

/** "+12 %" against the window of the same length before this one. */
function changeText({ from, bans, previousBans }: Summary): string | undefined {
  if (from === 0) {
    return undefined;
  }
  if (previousBans === 0) {
    return t('summary.none-before', 'none known of the time before');
  }
  const change = new Intl.NumberFormat(undefined, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(bans / previousBans - 1);
  return t('summary.change', '{{change}} against the {{before}} of the time before', { change, before: previousBans.toLocaleString() });
}
