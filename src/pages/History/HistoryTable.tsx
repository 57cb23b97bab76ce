import { t } from '@grafana/i18n';
import { Button, Stack, Text } from '@grafana/ui';
import type { HistoryBan } from '../../../pkg/contract/history';
import { DataTable } from '../../components/DataTable';
import { BanLines } from '../../components/history/BanLines';
import { useToggles } from '../../components/useToggles';
import { testIds } from '../../testIds';
import { historyColumns } from './historyColumns';

interface HistoryTableProps {
  uid: string;
  bans: HistoryBan[];
  /** The rows are of the filter before; those of the new one are on their way. */
  refreshing: boolean;
  more: 'none' | 'there' | 'loading';
  onMore(): void;
}

export function HistoryTable({ uid, bans, refreshing, more, onMore }: HistoryTableProps) {
  const lines = useToggles();
  return (
    <div aria-busy={refreshing}>
      <Stack direction="column" gap={1}>
        <DataTable
          label={t('history.title', 'Bans of the archive')}
          columns={historyColumns({ uid, lines })}
          rows={bans}
          rowKey={({ id }) => String(id)}
          detail={({ id }) => (lines.isOpen(id) ? <BanLines uid={uid} id={id} /> : null)}
          data-testid={testIds.historyTable}
        />
        <Stack direction="row" gap={2} alignItems="center" justifyContent="center" wrap="wrap">
          <Text color="secondary">
            {more === 'none' ? t('history.all-shown', 'All {{count}} bans are shown', { count: bans.length }) : t('history.shown', 'The newest {{count}} bans are shown', { count: bans.length })}
          </Text>
          {more !== 'none' && (
            <Button variant="secondary" icon={more === 'loading' ? 'spinner' : 'arrow-down'} disabled={more === 'loading'} onClick={onMore}>
              {t('history.more', 'Load more')}
            </Button>
          )}
        </Stack>
      </Stack>
    </div>
  );
}
