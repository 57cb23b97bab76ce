import type { PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import { useMemo, useState } from 'react';
import type { ChosenAct } from '../../components/jails/JailDialog';
import { JailDialog } from '../../components/jails/JailDialog';
import { NoJails } from '../../components/jails/NoJails';
import { SearchInput } from '../../components/SearchInput';
import { testIds } from '../../testIds';
import { hostsOf } from '../hostsOf';
import { PanelRoot } from '../PanelRoot';
import { PanelShell } from '../PanelShell';
import { frameColumns } from '../table/frameColumns';
import { RowsTable } from '../table/RowsTable';
import { useRightsByHost } from '../useHostKnowledge';
import { jailColumns } from './jailColumns';
import type { JailsOptions } from './JailsOptions';
import { readJails } from './readJails';
import { useJailStates } from './useJailStates';

/** The jails that the panel's queries tell of, and what an Admin can do with them. */
export function JailsPanel(props: PanelProps<JailsOptions>) {
  return (
    <PanelRoot>
      <JailsTable {...props} />
    </PanelRoot>
  );
}

function JailsTable({ data, options, width, height, replaceVariables }: PanelProps<JailsOptions>) {
  const hosts = useMemo(() => hostsOf(data.request), [data.request]);
  const rights = useRightsByHost(hosts.uids);
  const { frames, rows } = useMemo(() => readJails(data.series, hosts, options.jailField), [data.series, hosts, options.jailField]);
  const fields = useMemo(() => frameColumns(frames), [frames]);
  const mayAct = options.showActions && [...rights.values()].some((one) => one.can('controlJails'));
  const { stopped, jailOf, limitsOf } = useJailStates({ hosts, rows, options, mayAct, queries: data.request?.targets ?? [], fillIn: (text) => replaceVariables(text, data.request?.scopedVars, 'csv') });
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<(ChosenAct & { uid: string }) | null>(null);
  const all = useMemo(() => [...rows, ...stopped], [rows, stopped]);
  const found = useMemo(() => all.filter(({ jail }) => jail.toLowerCase().includes(search.toLowerCase())), [all, search]);
  const columns = jailColumns({ hosts, fields, options, rights, jailOf, limitsOf, mayAct, onAct: (uid, action, row) => setChosen({ uid, action, row }) });
  return (
    <PanelShell
      data={data}
      frames={frames}
      queryType={t('panel.type-jails', 'Jails')}
      width={width}
      height={height}
      toolbar={
        options.showSearch && (
          <SearchInput fill value={search} label={t('jails.search', 'Search by name')} placeholder={t('jails.search-placeholder', 'Name of a jail')} onChange={setSearch} />
        )
      }
    >
      <RowsTable
        label={t('jails.title', 'Jails')}
        rows={found}
        columns={columns}
        fields={fields}
        rowKey={({ frame, index, uid, jail }) => `${uid} ${frame?.refId} ${jail} ${index}`}
        options={options}
        width={width}
        empty={search === '' ? <NoJails /> : <EmptyState variant="not-found" hideImage message={t('jails.no-match', 'No jail has such a name')} />}
        data-testid={testIds.jailsPanel}
      />
      {chosen && <JailDialog {...chosen} limits={limitsOf(chosen.uid)} onClose={() => setChosen(null)} />}
    </PanelShell>
  );
}
