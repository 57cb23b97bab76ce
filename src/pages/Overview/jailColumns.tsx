import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import type { Jail } from '../../../pkg/contract/jails';
import type { Column } from '../../components/DataTable';
import { AttentionBadges } from '../../components/jails/AttentionBadges';
import { JailLink } from '../../components/jails/JailLink';
import type { JailRow } from '../../components/jails/jailRows';
import { JailStateBadge } from '../../components/jails/JailStateBadge';
import { ruleText } from '../../components/jails/ruleText';

export function jailColumns(uid: string): Array<Column<JailRow>> {
  return [
    {
      id: 'name',
      header: t('jails.name', 'Jail'),
      narrow: 'bare',
      cell: (row) => (
        <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
          <JailLink uid={uid} name={row.name} />
          {row.state !== 'running' && <JailStateBadge state={row} />}
          <AttentionBadges jail={row.jail} />
        </Stack>
      ),
    },
    counter('banned', t('jails.banned', 'Banned now'), ({ currentlyBanned }) => currentlyBanned),
    counter('totalBanned', t('jails.banned-total', 'Banned since start'), ({ totalBanned }) => totalBanned),
    counter('failed', t('jails.failed', 'Failing now'), ({ currentlyFailed }) => currentlyFailed),
    counter('totalFailed', t('jails.failed-total', 'Failed since start'), ({ totalFailed }) => totalFailed),
    { id: 'rule', header: t('jails.rule', 'Rule'), wrap: true, cell: ({ jail }) => jail && ruleText(jail) },
  ];
}

function counter(id: string, header: string, count: (jail: Jail) => number): Column<JailRow> {
  return { id, header, align: 'right', cell: ({ jail }) => (jail ? count(jail).toLocaleString() : '–') };
}
