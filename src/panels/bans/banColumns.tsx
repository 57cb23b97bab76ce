import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { Rights } from '../../api/useRights';
import { AddressLink } from '../../components/addresses/AddressLink';
import type { Column } from '../../components/DataTable';
import { JailLink } from '../../components/jails/JailLink';
import { RoleButton } from '../../components/RoleButton';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { PLAIN } from '../../i18n';
import type { Hosts } from '../hostsOf';
import { fieldColumn } from '../table/fieldColumns';
import type { FrameColumn } from '../table/frameColumns';
import { findField, shownColumns } from '../table/frameColumns';
import { hostColumn } from '../table/hostColumn';
import { unknownHostText } from '../unknownHostText';
import type { BansOptions } from './BansOptions';
import { USUALLY_UNWANTED } from './BansOptions';
import type { BanFrameRow } from './readBans';

interface BanColumnsOptions {
  hosts: Hosts;
  fields: readonly FrameColumn[];
  options: BansOptions;
  rights: ReadonlyMap<string, Rights>;
  mayUnban: boolean;
  onUnban(ban: { uid: string; address: string; jail: string }): void;
}

export function banColumns(input: BanColumnsOptions): Array<Column<BanFrameRow>> {
  const { hosts, fields, options, mayUnban } = input;
  const { addressField, jailField } = options;
  const columns = shownColumns(fields, options.columns ?? [], USUALLY_UNWANTED).map((column) => {
    if (names(column, 'address', 'Address', addressField)) {
      return fieldColumn<BanFrameRow>(column, (_field, { uid, address }) => uid !== null && <AddressLink uid={uid} address={address} />);
    }
    if (names(column, 'jail', 'Jail', jailField)) {
      return fieldColumn<BanFrameRow>(column, (_field, { uid, jail }) => uid !== null && jail !== '' && <JailLink uid={uid} name={jail} />);
    }
    return fieldColumn<BanFrameRow>(column);
  });
  return [...columns, ...(hosts.uids.length > 1 ? [hostColumn<BanFrameRow>()] : []), ...(mayUnban ? [unbanColumn(input)] : [])];
}

function names({ fields }: FrameColumn, wanted: string, ourTitle: string, named: string | undefined): boolean {
  return [...fields].some(([frame, field]) => findField(frame, wanted, ourTitle, named) === field);
}

function unbanColumn({ rights, onUnban }: BanColumnsOptions): Column<BanFrameRow> {
  return {
    id: 'bangui-actions',
    header: <VisuallyHidden>{t('bans.actions', 'Actions')}</VisuallyHidden>,
    align: 'right',
    cell: (row) => {
      const { uid, address, jail } = row;
      const of = uid === null ? undefined : rights.get(uid);
      const words = t('bans.unban', 'Unban');
      const label = t('bans.unban-one', 'Unban {{address}} in {{jail}}', { address, jail, interpolation: PLAIN });
      if (uid === null || of === undefined) {
        return (
          <Button size="sm" variant="secondary" icon="unlock" aria-label={label} disabled tooltip={unknownHostText()}>
            {words}
          </Button>
        );
      }
      return (
        <RoleButton rights={of} action="unban" size="sm" variant="secondary" icon="unlock" aria-label={label} obstacle={obstacleOf(row)} onClick={() => onUnban({ uid, address, jail })}>
          {words}
        </RoleButton>
      );
    },
  };
}

/** Why a row cannot be unbanned from here. */
function obstacleOf({ address, jail, active }: BanFrameRow): string | undefined {
  if (!active) {
    return t('panel.not-active', 'The query of this row does not ask for active bans');
  }
  return address === '' || jail === '' ? t('panel.no-jail', 'These data do not tell the jail of the ban') : undefined;
}
