import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import type { Jail } from '../../../pkg/contract/jails';
import type { Limit } from '../../../pkg/contract/surroundings';
import type { Rights } from '../../api/useRights';
import type { Column } from '../../components/DataTable';
import { AttentionBadges } from '../../components/jails/AttentionBadges';
import { JailActions } from '../../components/jails/JailActions';
import type { JailAction } from '../../components/jails/jailActions';
import { JailLink } from '../../components/jails/JailLink';
import type { JailRow } from '../../components/jails/jailRows';
import { JailStateBadge } from '../../components/jails/JailStateBadge';
import { ruleText } from '../../components/jails/ruleText';
import { Listed } from './Listed';

interface JailColumnsOptions {
  uid: string;
  rights: Rights;
  limits: readonly Limit[];
  onAct(action: JailAction, row: JailRow): void;
}

export function jailColumns({ uid, ...actions }: JailColumnsOptions): Array<Column<JailRow>> {
  return [
    { id: 'name', header: t('jails.name', 'Jail'), narrow: 'bare', cell: ({ name }) => <JailLink uid={uid} name={name} /> },
    {
      id: 'state',
      header: t('jails.state', 'State'),
      narrow: 'bare',
      cell: (row) => (
        <Stack direction="row" gap={0.5} wrap="wrap">
          <JailStateBadge state={row} />
          <AttentionBadges jail={row.jail} />
        </Stack>
      ),
    },
    counters('banned', t('jails.banned-both', 'Banned now / in all'), ({ currentlyBanned, totalBanned }) => [currentlyBanned, totalBanned]),
    counters('failed', t('jails.failed-both', 'Failing now / in all'), ({ currentlyFailed, totalFailed }) => [currentlyFailed, totalFailed]),
    { id: 'rule', header: t('jails.rule', 'Rule'), wrap: true, cell: ({ jail }) => jail && ruleText(jail) },
    { id: 'watches', header: t('jails.watches', 'Watches'), wrap: true, cell: ({ jail }) => jail && <Listed words={[...jail.logFiles, ...jail.journalMatches]} /> },
    { id: 'actions', header: t('jails.actions', 'Bans with'), cell: ({ jail }) => jail && <Listed words={jail.actions} /> },
    { id: 'buttons', header: '', align: 'right', cell: (row) => <JailActions row={row} brief {...actions} /> },
  ];
}

function counters(id: string, header: string, count: (jail: Jail) => [number, number]): Column<JailRow> {
  return { id, header, align: 'right', cell: ({ jail }) => (jail ? count(jail).map((one) => one.toLocaleString()).join(' / ') : '–') };
}
