import { t } from '@grafana/i18n';
import { Button, Checkbox } from '@grafana/ui';
import type { Ban } from '../../../pkg/contract/bans';
import type { Rights } from '../../api/useRights';
import { AddressLink } from '../addresses/AddressLink';
import type { Column } from '../DataTable';
import { formatBanTime, formatMoment } from '../formatTime';
import { JailLink } from '../jails/JailLink';
import { Moment } from '../Moment';
import { VisuallyHidden } from '../VisuallyHidden';
import { PLAIN } from '../../i18n';
import { banKey } from './banKey';

interface BanColumnsOptions {
  uid: string;
  bans: readonly Ban[];
  selection: ReadonlySet<string>;
  setSelection(selection: ReadonlySet<string>): void;
  rights: Rights;
  ofOneJail: boolean;
  onUnban(bans: Ban[]): void;
}

export function banColumns(options: BanColumnsOptions): Array<Column<Ban>> {
  const { uid, rights, ofOneJail, onUnban } = options;
  const mayUnban = rights.can('unban');
  return [
    ...(mayUnban ? [selectionColumn(options)] : []),
    { id: 'address', header: t('bans.address', 'Address'), sortable: true, narrow: 'bare', cell: ({ address }) => <AddressLink uid={uid} address={address} /> },
    ...(ofOneJail ? [] : [jailColumn(uid)]),
    { id: 'start', header: t('bans.start', 'Banned'), sortable: true, cell: ({ start }) => <Moment at={start} /> },
    { id: 'end', header: t('bans.end', 'Until'), sortable: true, narrow: 'hidden', cell: ({ end }) => (end === null ? '–' : formatMoment(end)) },
    { id: 'left', header: t('bans.left', 'Time left'), cell: ({ timeLeft }) => formatBanTime(timeLeft) },
    ...(mayUnban ? [unbanColumn(onUnban)] : []),
  ];
}

function jailColumn(uid: string): Column<Ban> {
  return { id: 'jail', header: t('bans.jail', 'Jail'), sortable: true, narrow: 'bare', cell: ({ jail }) => <JailLink uid={uid} name={jail} /> };
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
