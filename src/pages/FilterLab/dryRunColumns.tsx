import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import type { DryRun } from '../../../pkg/contract/filterLab';
import { AddressLink } from '../../components/addresses/AddressLink';
import type { Column } from '../../components/DataTable';
import { formatMoment } from '../../components/formatTime';
import { PLAIN } from '../../i18n';

type Row = DryRun['addresses'][number];

export function dryRunColumns(uid: string): Array<Column<Row>> {
  return [
    { id: 'address', header: t('dry-run.address', 'Address'), cell: ({ address }) => <AddressLink uid={uid} address={address} />, narrow: 'bare' },
    { id: 'verdict', header: t('dry-run.verdict', 'Verdict'), cell: (row) => <Verdict {...row} />, narrow: 'bare' },
    { id: 'failures', header: t('dry-run.failures', 'Failures'), cell: ({ failures }) => failures.toLocaleString(), align: 'right' },
    { id: 'first', header: t('dry-run.first', 'First'), cell: ({ first }) => formatMoment(first) },
    { id: 'last', header: t('dry-run.last', 'Last'), cell: ({ last }) => formatMoment(last) },
    { id: 'banned', header: t('dry-run.banned-at', 'Banned first'), cell: ({ bannedAt, ignoredBy }) => (bannedAt === null || ignoredBy !== null ? '–' : formatMoment(bannedAt)) },
  ];
}

function Verdict({ bannedAt, bans, ignoredBy }: Row) {
  if (ignoredBy !== null) {
    return <Badge color="blue" text={t('dry-run.ignored', 'ignored by {{entry}}', { entry: ignoredBy, interpolation: PLAIN })} />;
  }
  return bannedAt === null ? <Badge color="darkgrey" text={t('dry-run.not-banned', 'not banned')} /> : <Badge color="red" icon="ban" text={t('dry-run.bans', 'banned {{count}} times', { count: bans })} />;
}
