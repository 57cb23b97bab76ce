import type { AbsoluteTimeRange, DataFrame, TimeRange } from '@grafana/data';
import { dateTime, getTimeZone, LoadingState } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PanelRenderer } from '@grafana/runtime';
import { InlineSwitch, PanelChrome, RadioButtonGroup, Stack } from '@grafana/ui';
import { useMemo } from 'react';
import type { TrendGroup } from '../../../pkg/contract/history';
import { useTrend } from '../../api/archiveQueries';
import type { BanFilter } from '../../api/banFilter';
import { FailureState } from '../../components/FailureState';
import { useWidth } from '../../components/useWidth';
import type { HistoryView } from '../../routing';
import { TREND_GROUPS } from '../../routing';
import { testIds } from '../../testIds';
import { trendFrame } from './trendFrame';
import type { ChangeView } from './useHistoryView';

const HEIGHT = 300;
/** Grafana's own time series panel with these of its options. */
const OPTIONS = {
  legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
  tooltip: { mode: 'multi', sort: 'desc', hideZeros: true },
};
const FIELDS = { defaults: { min: 0, decimals: 0 }, overrides: [] };

interface TrendPanelProps {
  uid: string;
  filter: BanFilter;
  view: HistoryView;
  range: TimeRange;
  change: ChangeView;
  onZoom(range: AbsoluteTimeRange): void;
}

/** Bans over time, told apart by jail, country or system; drawn by Grafana itself. */
export function TrendPanel({ uid, filter, view: { by, compare }, range, change, onZoom }: TrendPanelProps) {
  const { ref, width } = useWidth();
  const { data, error, isFetching, refetch } = useTrend(uid, filter, by, compare);
  const frame = useMemo(() => data && trendFrame(data), [data]);
  const drawn = data?.from === 0 ? sinceFirst(range, frame) : range;
  return (
    <div ref={ref} data-testid={testIds.trend}>
      <Stack direction="column" gap={1}>
        <Stack direction="row" gap={2} wrap="wrap" alignItems="center">
          <RadioButtonGroup
            size="sm"
            aria-label={t('trend.by', 'Told apart by')}
            value={by}
            onChange={(next) => change({ by: next })}
            options={TREND_GROUPS.map((value) => ({ value, label: groupName(value) }))}
          />
          <InlineSwitch transparent showLabel label={t('trend.compare', 'Compare with the time before')} value={compare} onChange={() => change({ compare: !compare })} />
        </Stack>
        {error && <FailureState error={error} beside={frame !== undefined} onRetry={() => void refetch()} />}
        {width > 0 && (
          <PanelChrome title={t('trend.title', 'Bans over time')} width={width} height={HEIGHT} loadingState={isFetching ? LoadingState.Loading : LoadingState.Done}>
            {(innerWidth, innerHeight) =>
              frame && (
                <PanelRenderer
                  title=""
                  pluginId="timeseries"
                  width={innerWidth}
                  height={innerHeight}
                  timeZone={getTimeZone()}
                  data={{ state: LoadingState.Done, series: [frame], timeRange: drawn }}
                  options={OPTIONS}
                  fieldConfig={FIELDS}
                  onChangeTimeRange={onZoom}
                />
              )
            }
          </PanelChrome>
        )}
      </Stack>
    </div>
  );
}

/** All time is drawn from the first ban on. */
function sinceFirst(range: TimeRange, frame: DataFrame | undefined): TimeRange {
  const first: unknown = frame?.fields[0]?.values[0];
  return typeof first === 'number' ? { ...range, from: dateTime(first) } : range;
}

function groupName(by: TrendGroup): string {
  switch (by) {
    case 'jail':
      return t('trend.jail', 'Jail');
    case 'country':
      return t('trend.country', 'Country');
    case 'asn':
      return t('trend.asn', 'Autonomous system');
  }
}
