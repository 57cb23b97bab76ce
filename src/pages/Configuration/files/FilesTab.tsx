import { t } from '@grafana/i18n';
import { Button, EmptyState, Stack, Text } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { useConfigFiles } from '../../../api/configQueries';
import { DataTable } from '../../../components/DataTable';
import { QueryRegion } from '../../../components/QueryRegion';
import { SearchInput } from '../../../components/SearchInput';
import { readSearch, writeSearch } from '../../../routing';
import { testIds } from '../../../testIds';
import { AdminsOnly } from '../AdminsOnly';
import type { Standing } from '../standing';
import { fileColumns } from './fileColumns';
import { OpenFile } from './OpenFile';

/** The files of the configuration, those that updates leave alone first. */
export function FilesTab(props: { standing: Standing }) {
  return (
    <AdminsOnly standing={props.standing}>
      <Files {...props} />
    </AdminsOnly>
  );
}

function Files({ standing: { uid, access } }: { standing: Standing }) {
  const [params, setParams] = useSearchParams();
  const search = readSearch(params);
  const query = useConfigFiles(uid, search);
  return (
    <Stack direction="column" gap={2}>
      <Text element="p" color="secondary">
        {t('files.whose', 'What ends in .conf comes with the package and is only read; what a .local file says comes before it, and survives updates.')}
      </Text>
      <Stack direction="row" gap={2} wrap="wrap" alignItems="flex-end">
        <SearchInput
          value={search}
          label={t('files.search', 'Search by path')}
          placeholder={t('files.search-placeholder', 'Part of a path')}
          onChange={(text) => setParams((current) => writeSearch(current, text), { replace: true })}
        />
        {access?.writes && access.commands && <OpenFile uid={uid} />}
      </Stack>
      <QueryRegion query={query}>
        {({ pages }) => {
          const files = pages.flatMap((page) => page.files);
          return files.length === 0 ? (
            <EmptyState variant="not-found" hideImage message={t('files.none', 'No file has such a path')} />
          ) : (
            <Stack direction="column" gap={1}>
              <DataTable label={t('files.title', 'Files of the configuration')} columns={fileColumns(uid)} rows={files} rowKey={({ path }) => path} dense narrowBelow={700} data-testid={testIds.configFiles} />
              {query.hasNextPage && (
                <Stack justifyContent="center" alignItems="center">
                  <Text color="secondary">{t('files.shown', '{{shown}} of {{total}}', { shown: files.length, total: pages[0]?.total ?? 0 })}</Text>
                  <Button variant="secondary" icon="arrow-down" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t('history.more', 'Load more')}
                  </Button>
                </Stack>
              )}
            </Stack>
          );
        }}
      </QueryRegion>
    </Stack>
  );
}
