import { t } from '@grafana/i18n';
import { Tab, TabContent, TabsBar, Text } from '@grafana/ui';
import type { TopGroup } from '../../../pkg/contract/aggregates';
import { useTop } from '../../api/archiveQueries';
import type { BanFilter } from '../../api/banFilter';
import { BarList } from '../../components/BarList';
import { QueryRegion } from '../../components/QueryRegion';
import type { HistoryView } from '../../routing';
import { TOP_GROUPS } from '../../routing';
import { testIds } from '../../testIds';
import { TopName } from './TopName';
import type { ChangeView } from './useHistoryView';

const SHOWN = 10;

interface TopListsProps {
  uid: string;
  filter: BanFilter;
  view: HistoryView;
  change: ChangeView;
  quiet: boolean;
}

/** Who was banned most often; a press makes one of them the filter. */
export function TopLists({ uid, filter, view, change, quiet }: TopListsProps) {
  const top = useTop(uid, filter, view.top, SHOWN);
  return (
    <section aria-label={t('top.title', 'Most banned')}>
      <TabsBar>
        {TOP_GROUPS.map((group) => (
          <Tab key={group} label={tabName(group)} active={view.top === group} onChangeTab={() => change({ top: group })} />
        ))}
      </TabsBar>
      <TabContent>
        <QueryRegion query={top} quiet={quiet}>
          {({ rows, by }) =>
            rows.length === 0 ? (
              <Text element="p" color="secondary">
                {t('top.none', 'Nothing in this time.')}
              </Text>
            ) : (
              <BarList
                label={tabName(by)}
                data-testid={testIds.topList}
                bars={rows.map((row) => ({
                  key: row.key ?? '',
                  name: <TopName uid={uid} by={by} row={row} view={view} change={change} />,
                  count: row.bans,
                  note: by === 'address' || row.addresses === null ? undefined : t('top.distinct', '{{count}} addresses', { count: row.addresses }),
                }))}
              />
            )
          }
        </QueryRegion>
      </TabContent>
    </section>
  );
}

function tabName(group: TopGroup): string {
  switch (group) {
    case 'address':
      return t('top.addresses', 'Addresses');
    case 'network':
      return t('top.networks', 'Networks');
    case 'country':
      return t('top.countries', 'Countries');
    case 'asn':
      return t('top.asns', 'AS');
    case 'jail':
      return t('top.jails', 'Jails');
  }
}
