import { t } from '@grafana/i18n';
import { Button, InlineSwitch, Stack } from '@grafana/ui';
import { implausibleOf } from '../../components/bans/BanDraft';
import { SearchInput } from '../../components/SearchInput';
import { PLAIN } from '../../i18n';
import type { HistoryView } from '../../routing';
import { REPEATED } from '../../routing';
import { isFiltered, NO_FILTER } from './banFilterOf';
import { GroupFilter } from './GroupFilter';
import type { TimeWindow } from './timeWindow';
import type { ChangeView } from './useHistoryView';

interface HistoryFiltersProps {
  uid: string;
  window: TimeWindow;
  view: HistoryView;
  change: ChangeView;
  /** Whether the address field holds what is none, so that the view is not what the person wants. */
  onStale(stale: boolean): void;
}

export function HistoryFilters({ uid, window, view, change, onStale }: HistoryFiltersProps) {
  const common = { uid, window };
  return (
    <Stack direction="row" gap={1} wrap="wrap" alignItems="flex-start">
      <SearchInput
        value={view.search}
        label={t('history.search', 'Address or network')}
        placeholder={t('history.search-placeholder', 'Address or network, e.g. 192.0.2.0/24')}
        problemOf={problemOf}
        onStale={onStale}
        onChange={(search) => change({ search })}
      />
      <GroupFilter
        {...common}
        group="jail"
        label={t('history.jails', 'Jails')}
        placeholder={t('history.all-jails', 'All jails')}
        values={view.jails}
        onChange={(jails) => change({ jails })}
      />
      <GroupFilter
        {...common}
        group="country"
        label={t('history.countries', 'Countries')}
        placeholder={t('history.all-countries', 'All countries')}
        values={view.countries}
        onChange={(countries) => change({ countries })}
      />
      <GroupFilter
        {...common}
        group="asn"
        label={t('history.asns', 'AS')}
        placeholder={t('history.all-asns', 'All networks')}
        values={view.asns.map(String)}
        onChange={(asns) => change({ asns: asns.map(Number) })}
      />
      <InlineSwitch
        showLabel
        label={t('history.repeated', 'Repeat offenders only')}
        value={view.minBans > 1}
        onChange={() => change({ minBans: view.minBans > 1 ? 1 : REPEATED })}
      />
      {isFiltered(view) && (
        <Button variant="secondary" fill="text" icon="times" onClick={() => change(NO_FILTER)}>
          {t('history.clear', 'Clear the filters')}
        </Button>
      )}
    </Stack>
  );
}

function problemOf(text: string): string | null {
  return text !== '' && implausibleOf([text]).length > 0
    ? t('history.implausible', '“{{text}}” is neither an IP address nor a network such as 192.0.2.0/24 or 2001:db8::/32.', { text, interpolation: PLAIN })
    : null;
}
