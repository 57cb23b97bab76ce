import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import type { Limit } from '../../../pkg/contract/surroundings';
import type { Rights } from '../../api/useRights';
import { DataTable } from '../../components/DataTable';
import type { JailAction } from '../../components/jails/jailActions';
import type { JailRow } from '../../components/jails/jailRows';
import { NoJails } from '../../components/jails/NoJails';
import { testIds } from '../../testIds';
import { jailColumns } from './jailColumns';

interface JailListProps {
  uid: string;
  rows: JailRow[];
  search: string;
  rights: Rights;
  limits: readonly Limit[];
  onAct(action: JailAction, row: JailRow): void;
}

export function JailList({ rows, search, ...rest }: JailListProps) {
  if (rows.length === 0) {
    return <NoJails />;
  }
  const found = rows.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  if (found.length === 0) {
    return <EmptyState variant="not-found" hideImage message={t('jails.no-match', 'No jail has such a name')} />;
  }
  return <DataTable label={t('jails.title', 'Jails')} columns={jailColumns(rest)} rows={found} rowKey={({ name }) => name} data-testid={testIds.jailsTable} />;
}
