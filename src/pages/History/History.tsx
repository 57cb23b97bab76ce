import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { dateTime } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, EmptyState, Stack, useStyles2 } from '@grafana/ui';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useHistory } from '../../api/archiveQueries';
import { queryKeys } from '../../api/queryKeys';
import { toApiError } from '../../api/toApiError';
import { HostPage } from '../../components/HostPage';
import { QueryRegion } from '../../components/QueryRegion';
import { Section } from '../../components/Section';
import { banFilterOf } from './banFilterOf';
import { ExportLinks } from './ExportLinks';
import { HistoryFigures } from './HistoryFigures';
import { HistoryFilters } from './HistoryFilters';
import { HistoryTable } from './HistoryTable';
import { HistoryTime } from './HistoryTime';
import { NoHistory } from './NoHistory';
import { SourceNotice } from './SourceNotice';
import { endsOf, timeRangeOf, timeWindowOf } from './timeWindow';
import { TopLists } from './TopLists';
import { TrendPanel } from './TrendPanel';
import { useHistoryView } from './useHistoryView';

/** Every ban of one host that the archive keeps: when, who, from where, and how it ended. */
export function History() {
  return <HostPage>{(uid) => <HistoryOf key={uid} uid={uid} />}</HostPage>;
}

function HistoryOf({ uid }: { uid: string }) {
  const styles = useStyles2(getStyles);
  const { view, change } = useHistoryView();
  const queryClient = useQueryClient();
  const [refreshed, setRefreshed] = useState(0);
  const [stale, setStale] = useState(false);
  // "Today" and the like are counted anew with each refresh: in between, what is asked for must stay the same.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const range = useMemo(() => timeRangeOf({ from: view.from, to: view.to }), [view.from, view.to, refreshed]);
  const window = useMemo(() => timeWindowOf(range), [range]);
  const filter = useMemo(() => banFilterOf(view, window), [view, window]);
  const history = useHistory(uid, filter);
  const bans = useMemo(() => {
    // A window that goes on moves what a page begins with.
    const byId = new Map(history.data?.pages.flatMap((page) => page.bans).map((ban) => [ban.id, ban]));
    return [...byId.values()];
  }, [history.data]);
  const refreshing = useIsFetching({ queryKey: queryKeys.archive(uid) }) > 0;
  const failed = history.error !== null;
  const refused = failed && toApiError(history.error).kind === 'invalid' && view.search !== '';
  const parts = { uid, filter, view, change };
  return (
    <Stack direction="column" gap={2}>
      <SourceNotice uid={uid} />
      <HistoryTime
        range={range}
        change={change}
        refreshing={refreshing}
        onRefresh={() => {
          setRefreshed(refreshed + 1);
          void queryClient.invalidateQueries({ queryKey: queryKeys.archive(uid) });
        }}
      />
      <HistoryFilters uid={uid} window={window} view={view} change={change} onStale={setStale} />
      {stale ? (
        <EmptyState variant="not-found" hideImage message={t('history.stale', 'Give an address or a network, or clear the field')} />
      ) : (
        <>
          {!(failed && history.data === undefined) && (
            <>
              <HistoryFigures uid={uid} filter={filter} quiet={failed} />
              <div className={styles.beside}>
                <TrendPanel {...parts} range={range} onZoom={({ from, to }) => change(endsOf({ from: dateTime(from), to: dateTime(to) }))} />
                <TopLists {...parts} quiet={failed} />
              </div>
            </>
          )}
          <Section title={t('history.bans', 'Bans')} link={bans.length > 0 ? <ExportLinks uid={uid} filter={filter} /> : undefined}>
            <QueryRegion
              query={history}
              remedy={
                refused ? (
                  <Button variant="secondary" icon="times" onClick={() => change({ search: '' })}>
                    {t('history.clear-search', 'Clear the address')}
                  </Button>
                ) : undefined
              }
            >
              {() =>
                bans.length === 0 ? (
                  <NoHistory view={view} change={change} />
                ) : (
                  <HistoryTable
                    uid={uid}
                    bans={bans}
                    refreshing={history.isPlaceholderData}
                    more={history.isFetchingNextPage ? 'loading' : history.hasNextPage ? 'there' : 'none'}
                    onMore={() => void history.fetchNextPage()}
                  />
                )
              }
            </QueryRegion>
          </Section>
        </>
      )}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Beside each other as long as both have room.
  beside: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    '> *': { minWidth: 0 },
    '> :first-child': { flex: '3 1 500px' },
    '> :last-child': { flex: '2 1 380px' },
  }),
});
