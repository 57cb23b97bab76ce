import { t } from '@grafana/i18n';
import { EmptyState, Stack, Text } from '@grafana/ui';
import { useJails } from '../../api/queries';
import { DataTable } from '../../components/DataTable';
import { QueryRegion } from '../../components/QueryRegion';
import { testIds } from '../../testIds';
import { attentionFirst } from './attentionFirst';
import { jailColumns } from './jailColumns';

export function JailsSection({ uid, saidElsewhere }: { uid: string; saidElsewhere: boolean }) {
  const query = useJails(uid);
  const label = t('jails.title', 'Jails');
  return (
    <section>
      <Stack direction="column" gap={1}>
        <Text element="h3" variant="h5">
          {label}
        </Text>
        <QueryRegion query={query} saidElsewhere={saidElsewhere}>
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
      </Stack>
    </section>
  );
}
