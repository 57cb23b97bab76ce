import { t } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import { useJails } from '../../api/queries';
import { DataTable } from '../../components/DataTable';
import { jailRows } from '../../components/jails/jailRows';
import { NoJails } from '../../components/jails/NoJails';
import { QueryRegion } from '../../components/QueryRegion';
import { pageUrl } from '../../routing';
import { testIds } from '../../testIds';
import { jailColumns } from './jailColumns';

export function JailsSection({ uid, quiet }: { uid: string; quiet: boolean }) {
  const query = useJails(uid);
  const label = t('jails.title', 'Jails');
  if (quiet && query.data === undefined) {
    return null;
  }
  return (
    <section>
      <Stack direction="column" gap={1}>
        <Stack direction="row" justifyContent="space-between" alignItems="center">
          <Text element="h3" variant="h5">
            {label}
          </Text>
          <TextLink href={pageUrl('jails', uid)}>{t('jails.all', 'All about the jails')}</TextLink>
        </Stack>
        <QueryRegion query={query} quiet={quiet}>
          {(data) =>
            data.states.length === 0 ? (
              <NoJails />
            ) : (
              <DataTable label={label} columns={jailColumns(uid)} rows={jailRows(data)} rowKey={({ name }) => name} data-testid={testIds.jailsTable} />
            )
          }
        </QueryRegion>
      </Stack>
    </section>
  );
}
