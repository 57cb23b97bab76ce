import { t } from '@grafana/i18n';
import { EmptyState, Text } from '@grafana/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { JailsResponse } from '../../../pkg/contract/jails';
import { DataTable } from '../../components/DataTable';
import { QueryRegion } from '../../components/QueryRegion';
import { testIds } from '../../testIds';
import { attentionFirst } from './attentionFirst';
import { jailColumns } from './jailColumns';

export function JailsSection({ uid, query }: { uid: string; query: UseQueryResult<JailsResponse> }) {
  const label = t('jails.title', 'Jails');
  return (
    <section>
      <Text element="h3" variant="h5">
        {label}
      </Text>
      <QueryRegion query={query}>
        {({ jails }) =>
          jails.length === 0 ? (
            <EmptyState variant="not-found" hideImage message={t('jails.none', 'No jail is running')}>
              {t('jails.none-help', 'fail2ban runs without jails and so bans nobody. Enable one in its configuration.')}
            </EmptyState>
          ) : (
            <DataTable label={label} columns={jailColumns(uid)} rows={attentionFirst(jails)} rowKey={({ name }) => name} data-testid={testIds.jailsTable} />
          )
        }
      </QueryRegion>
    </section>
  );
}
