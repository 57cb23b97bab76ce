import { t } from '@grafana/i18n';
import { Button, Checkbox } from '@grafana/ui';
import type { Ban } from '../../../pkg/contract/bans';
import type { Rights } from '../../api/useRights';
import type { Column } from '../../components/DataTable';
import { formatBanTime, formatMoment } from '../../components/formatTime';
import { Moment } from '../../components/Moment';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { PLAIN } from '../../i18n';
import { banKey } from './banKey';
import type { ChangeView } from './useBansView';

interface BanColumnsOptions {
  bans: readonly Ban[];
  selection: ReadonlySet<string>;
  setSelection(selection: ReadonlySet<string>): void;
  rights: Rights;
  change: ChangeView;
  onUnban(bans: Ban[]): void;
}

export function banColumns(options: BanColumnsOptions): Array<Column<Ban>> {
  const { rights, change, onUnban } = options;
  const mayUnban = rights.can('unban');
  return [
    ...(mayUnban ? [selectionColumn(options)] : []),
    { id: 'address', header: t('bans.address', 'Address'), sortable: true, cell: ({ address }) => address },
    {
      id: 'jail',
      header: t('bans.jail', 'Jail'),
      sortable: true,
      cell: ({ jail }) => (
        <Button fill="text" size="sm" variant="secondary" tooltip={t('bans.only-jail', 'Show only this jail')} onClick={() => change({ jails: [jail] })}>
          {jail}
        </Button>
      ),
    },
    { id: 'start', header: t('bans.start', 'Banned'), sortable: true, cell: ({ start }) => <Moment at={start} /> },
    { id: 'end', header: t('bans.end', 'Until'), sortable: true, cell: ({ end }) => (end === null ? '–' : formatMoment(end)) },
    { id: 'left', header: t('bans.left', 'Time left'), cell: ({ timeLeft }) => formatBanTime(timeLeft) },
    ...(mayUnban ? [unbanColumn(onUnban)] : []),
  ];
}

function selectionColumn({ bans, selection, setSelection }: BanColumnsOptions): Column<Ban> {
  const count = bans.filter((ban) => selection.has(banKey(ban))).length;
  const toggle = (ban: Ban) => {
    const next = new Set(selection);
    if (!next.delete(banKey(ban))) {
      next.add(banKey(ban));
    }
    setSelection(next);
  };
  return {
    id: 'select',
    header: (
      <Checkbox
        aria-label={t('bans.select-all', 'Select all bans of this page')}
        value={count === bans.length}
        indeterminate={count > 0 && count < bans.length}
        onChange={() => setSelection(count === bans.length ? new Set() : new Set(bans.map(banKey)))}
      />
    ),
    cell: (ban) => (
      <Checkbox
        aria-label={t('bans.select', 'Select {{address}} in {{jail}}', { address: ban.address, jail: ban.jail, interpolation: PLAIN })}
        value={selection.has(banKey(ban))}
        onChange={() => toggle(ban)}
      />
    ),
  };
}

function unbanColumn(onUnban: (bans: Ban[]) => void): Column<Ban> {
  return {
    id: 'unban',
    header: <VisuallyHidden>{t('bans.actions', 'Actions')}</VisuallyHidden>,
    align: 'right',
    cell: (ban) => (
      <Button
        size="sm"
        variant="secondary"
        icon="unlock"
        aria-label={t('bans.unban-one', 'Unban {{address}} in {{jail}}', { address: ban.address, jail: ban.jail, interpolation: PLAIN })}
        onClick={() => onUnban([ban])}
      >
        {t('bans.unban', 'Unban')}
      </Button>
    ),
  };
}
