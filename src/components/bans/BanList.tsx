import { t } from '@grafana/i18n';
import { Pagination, Stack } from '@grafana/ui';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Ban, BansResponse } from '../../../pkg/contract/bans';
import type { Rights } from '../../api/useRights';
import { DataTable } from '../DataTable';
import type { BansView } from '../../routing';
import { testIds } from '../../testIds';
import { banColumns } from './banColumns';
import { banKey } from './banKey';
import { ListFooter } from './ListFooter';
import { SelectionBar } from './SelectionBar';
import type { ChangeView } from './useBansView';

interface BanListProps {
  uid: string;
  data: BansResponse;
  view: BansView;
  change: ChangeView;
  rights: Rights;
  /** The rows are of the filter before; those of the new one are on their way. */
  refreshing: boolean;
  onUnban(bans: Ban[]): void;
  /** All rows are of one jail, which is named elsewhere. */
  ofOneJail?: boolean;
  /** Stands in for the list when there is no ban. */
  empty: ReactNode;
}

export function BanList({ uid, data: { bans, total }, view, change, rights, refreshing, onUnban, ofOneJail = false, empty }: BanListProps) {
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  // A ban that has ended in the meantime leaves the selection by itself.
  const selected = bans.filter((ban) => selection.has(banKey(ban)));
  const pages = Math.max(1, Math.ceil(total / view.pageSize));
  if (total === 0) {
    return empty;
  }
  const onSort = (by: string) => {
    const sort = by as BansView['sort'];
    change({ sort, order: view.sort === sort && view.order === 'desc' ? 'asc' : 'desc' });
  };
  return (
    <Stack direction="column" gap={1}>
      <SelectionBar count={selected.length} rights={rights} onUnban={() => onUnban(selected)} onClear={() => setSelection(new Set())} />
      <div aria-busy={refreshing}>
        <DataTable
          label={t('bans.title', 'Active bans')}
          columns={banColumns({ uid, bans, selection, setSelection, rights, ofOneJail, onUnban })}
          rows={bans}
          rowKey={banKey}
          sorting={{ by: view.sort, order: view.order, onSort }}
          data-testid={testIds.bansTable}
        />
      </div>
      <ListFooter total={total} shown={bans.length} view={view} change={change}>
        <Pagination currentPage={Math.min(view.page, pages)} numberOfPages={pages} onNavigate={(page) => change({ page })} hideWhenSinglePage />
      </ListFooter>
    </Stack>
  );
}
