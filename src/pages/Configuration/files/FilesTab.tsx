import { t } from '@grafana/i18n';
import { Stack, Text } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { useConfigJails, useDefinitions } from '../../../api/configQueries';
import { DataTable } from '../../../components/DataTable';
import { QueryRegion } from '../../../components/QueryRegion';
import { SearchInput } from '../../../components/SearchInput';
import { readSearch, writeSearch } from '../../../routing';
import { testIds } from '../../../testIds';
import type { Standing } from '../standing';
import { fileColumns } from './fileColumns';
import { knownFiles } from './knownFiles';
import { OpenFile } from './OpenFile';

/** The files of the configuration, own ones first. */
export function FilesTab({ standing }: { standing: Standing }) {
  const { uid, access, rights } = standing;
  const [params, setParams] = useSearchParams();
  const jails = useConfigJails(uid);
  const filters = useDefinitions(uid, 'filter').data?.definitions ?? [];
  const actions = useDefinitions(uid, 'action').data?.definitions ?? [];
  const search = readSearch(params);
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
        {access?.writes && access.commands && rights.can('configure') && <OpenFile uid={uid} />}
      </Stack>
      <QueryRegion query={jails}>
        {(data) => (
          <DataTable
            label={t('files.title', 'Files of the configuration')}
            columns={fileColumns(uid)}
            rows={knownFiles(data.jails, [...filters, ...actions]).filter(({ path }) => path.toLowerCase().includes(search.toLowerCase()))}
            rowKey={({ path }) => path}
            dense
            narrowBelow={500}
            data-testid={testIds.configFiles}
          />
        )}
      </QueryRegion>
    </Stack>
  );
}
