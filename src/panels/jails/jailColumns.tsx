import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import type { Limit } from '../../../pkg/contract/surroundings';
import type { Rights } from '../../api/useRights';
import { rightsOf } from '../../api/useRights';
import type { Column } from '../../components/DataTable';
import { AttentionBadges } from '../../components/jails/AttentionBadges';
import { JailActions } from '../../components/jails/JailActions';
import type { JailAction } from '../../components/jails/jailActions';
import { JailLink } from '../../components/jails/JailLink';
import type { JailRow } from '../../components/jails/jailRows';
import { JailStateBadge } from '../../components/jails/JailStateBadge';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import type { Hosts } from '../hostsOf';
import { hostColumn } from '../table/hostColumn';
import { fieldColumn } from '../table/fieldColumns';
import type { FrameColumn } from '../table/frameColumns';
import { findField, shownColumns } from '../table/frameColumns';
import { unknownHostText } from '../unknownHostText';
import type { JailsOptions } from './JailsOptions';
import { USUALLY_UNWANTED } from './JailsOptions';
import type { JailFrameRow } from './readJails';

interface JailColumnsOptions {
  hosts: Hosts;
  fields: readonly FrameColumn[];
  options: JailsOptions;
  rights: ReadonlyMap<string, Rights>;
  jailOf(row: JailFrameRow): JailRow | undefined;
  limitsOf(uid: string): readonly Limit[];
  mayAct: boolean;
  onAct(uid: string, action: JailAction, row: JailRow): void;
}

export function jailColumns(input: JailColumnsOptions): Array<Column<JailFrameRow>> {
  const { hosts, fields, options, mayAct } = input;
  const shown = shownColumns(fields, options.columns ?? [], USUALLY_UNWANTED).map((column) => (namesJails(column, options) ? nameColumn(column) : fieldColumn<JailFrameRow>(column)));
  const atName = shown.findIndex(({ id }) => fields.some((column) => column.id === id && namesJails(column, options)));
  const extra = [...(hosts.uids.length > 1 ? [hostColumn<JailFrameRow>()] : []), ...(options.showState && hosts.uids.length > 0 ? [stateColumn(input)] : [])];
  return [...shown.slice(0, atName + 1), ...extra, ...shown.slice(atName + 1), ...(mayAct ? [actionsColumn(input)] : [])];
}

function namesJails({ fields }: FrameColumn, { jailField }: JailsOptions): boolean {
  return [...fields].some(([frame, field]) => findField(frame, 'jail', 'Jail', jailField) === field);
}

/** A jail that no frame holds has its name all the same. */
function nameColumn(column: FrameColumn): Column<JailFrameRow> {
  const link = ({ uid, jail }: JailFrameRow) => (uid === null || jail === '' ? undefined : <JailLink uid={uid} name={jail} />);
  const inner = fieldColumn<JailFrameRow>(column, (_field, row) => link(row));
  return { ...inner, cell: (row) => (row.frame === null ? link(row) : inner.cell(row)) };
}

function stateColumn({ jailOf }: JailColumnsOptions): Column<JailFrameRow> {
  return {
    id: 'bangui-state',
    header: t('jails.state', 'State'),
    narrow: 'bare',
    cell: (row) => {
      const jail = jailOf(row);
      return jail ? (
        <Stack direction="row" gap={0.5} wrap="wrap">
          <JailStateBadge state={jail} />
          <AttentionBadges jail={jail.jail} />
        </Stack>
      ) : (
        '–'
      );
    },
  };
}

function actionsColumn({ rights, jailOf, limitsOf, onAct }: JailColumnsOptions): Column<JailFrameRow> {
  return {
    id: 'bangui-actions',
    header: <VisuallyHidden>{t('bans.actions', 'Actions')}</VisuallyHidden>,
    align: 'right',
    cell: (row) => {
      const { uid } = row;
      const jail = jailOf(row);
      if (uid === null) {
        return (
          <Button size="sm" variant="secondary" icon="square-shape" disabled tooltip={unknownHostText()}>
            {t('jail-action.stop', 'Stop')}
          </Button>
        );
      }
      return jail && <JailActions row={jail} brief rights={rights.get(uid) ?? rightsOf(null)} limits={limitsOf(uid)} onAct={(action, acted) => onAct(uid, action, acted)} />;
    },
  };
}
