import type { TimeRange } from '@grafana/data';
import { getTimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Stack, TimeRangeInput, ToolbarButton } from '@grafana/ui';
import { endsOf } from './timeWindow';
import type { ChangeView } from './useHistoryView';

interface HistoryTimeProps {
  range: TimeRange;
  change: ChangeView;
  refreshing: boolean;
  onRefresh(): void;
}

export function HistoryTime({ range, change, refreshing, onRefresh }: HistoryTimeProps) {
  return (
    <Stack direction="row" gap={1} alignItems="center">
      <TimeRangeInput showIcon hideTimeZone clearable={false} timeZone={getTimeZone()} value={range} onChange={({ raw }) => change(endsOf(raw))} />
      <ToolbarButton variant="canvas" icon={refreshing ? 'spinner' : 'sync'} tooltip={t('history.refresh', 'Refresh')} aria-label={t('history.refresh', 'Refresh')} onClick={onRefresh} />
    </Stack>
  );
}
