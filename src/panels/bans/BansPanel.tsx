import type { PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { UnbanDialog } from '../../components/bans/UnbanDialog';
import { testIds } from '../../testIds';
import { hostsOf } from '../hostsOf';
import { PanelRoot } from '../PanelRoot';
import { PanelShell } from '../PanelShell';
import { frameColumns } from '../table/frameColumns';
import { RowsTable } from '../table/RowsTable';
import { useRightsByHost } from '../useHostKnowledge';
import { banColumns } from './banColumns';
import type { BansOptions } from './BansOptions';
import { BansToolbar } from './BansToolbar';
import { readBans, searchBans } from './readBans';

interface ToUnban {
  uid: string;
  address: string;
  jail: string;
}

/** Pixels below which a button is one word. */
const NARROW = 260;

/** The bans that the panel's queries tell of; an Editor bans and unbans. */
export function BansPanel(props: PanelProps<BansOptions>) {
  return (
    <PanelRoot>
      <BansTable {...props} />
    </PanelRoot>
  );
}

function BansTable({ data, options, width, height }: PanelProps<BansOptions>) {
  const { addressField, jailField } = options;
  const hosts = useMemo(() => hostsOf(data.request), [data.request]);
  const rights = useRightsByHost(hosts.uids);
  const { frames, rows } = useMemo(() => readBans(data.series, hosts, { addressField, jailField }), [data.series, hosts, addressField, jailField]);
  const fields = useMemo(() => frameColumns(frames), [frames]);
  const [search, setSearch] = useState('');
  const [toUnban, setToUnban] = useState<ToUnban | null>(null);
  const found = useMemo(() => searchBans(rows, search), [rows, search]);
  const mayUnban = options.showActions && [...rights.values()].some((one) => one.can('unban'));
  return (
    <PanelShell
      data={data}
      frames={frames}
      queryType={t('panel.type-bans', 'Active bans')}
      width={width}
      height={height}
      toolbar={<BansToolbar hosts={hosts} rights={rights} options={options} narrow={width < NARROW} search={search} onSearch={setSearch} />}
    >
      <RowsTable
        label={t('bans.title', 'Active bans')}
        rows={found}
        columns={banColumns({ hosts, fields, options, rights, mayUnban, onUnban: setToUnban })}
        fields={fields}
        rowKey={({ frame, index, uid, jail, address }) => `${uid} ${frame?.refId} ${jail} ${address} ${index}`}
        options={options}
        width={width}
        empty={
          <EmptyState
            variant={search === '' ? 'completed' : 'not-found'}
            hideImage
            message={search === '' ? t('bans.none', 'Nobody is banned at the moment') : t('bans.no-match', 'No active ban matches')}
          />
        }
        data-testid={testIds.bansPanel}
      />
      {toUnban && <UnbanDialog uid={toUnban.uid} bans={[toUnban]} onClose={() => setToUnban(null)} />}
    </PanelShell>
  );
}
