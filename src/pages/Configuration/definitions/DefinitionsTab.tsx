import { t } from '@grafana/i18n';
import { EmptyState, Stack } from '@grafana/ui';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { DefinitionKind } from '../../../api/configEndpoints';
import { useDefinitions } from '../../../api/configQueries';
import { DataTable } from '../../../components/DataTable';
import { QueryRegion } from '../../../components/QueryRegion';
import { SearchInput } from '../../../components/SearchInput';
import { readSearch, writeSearch } from '../../../routing';
import { testIds } from '../../../testIds';
import { useChangeDialog } from '../change/useChangeDialog';
import { ConfigButton } from '../ConfigButton';
import type { Standing } from '../standing';
import { definitionColumns } from './definitionColumns';
import { mayChange } from './mayChange';
import { NewDefinitionDialog } from './NewDefinitionDialog';

/** The filters or actions that there are, whose they are, and which jails use them. */
export function DefinitionsTab({ standing, kind }: { standing: Standing; kind: DefinitionKind }) {
  const { uid } = standing;
  const [params, setParams] = useSearchParams();
  const definitions = useDefinitions(uid, kind);
  const { choose, dialog } = useChangeDialog(uid);
  const [creating, setCreating] = useState(false);
  const search = readSearch(params);
  const label = kind === 'filter' ? t('definitions.filters', 'Filters of the configuration') : t('definitions.actions', 'Actions of the configuration');
  return (
    <Stack direction="column" gap={2}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <SearchInput
          value={search}
          label={t('definitions.search', 'Search by name or jail')}
          placeholder={t('definitions.search-placeholder', 'Name, or of a jail that uses it')}
          onChange={(text) => setParams((current) => writeSearch(current, text), { replace: true })}
        />
        {(kind === 'filter' || mayChange(kind, standing)) && (
          <ConfigButton standing={standing} size="md" icon="plus" onClick={() => setCreating(true)}>
            {kind === 'filter' ? t('definitions.new-filter', 'New filter') : t('definitions.new-action', 'New action')}
          </ConfigButton>
        )}
      </Stack>
      <QueryRegion query={definitions}>
        {({ definitions: all }) => {
          const found = all.filter(({ name, jails }) => [name, ...jails].some((text) => text.toLowerCase().includes(search.toLowerCase())));
          return found.length === 0 ? (
            <EmptyState variant="not-found" hideImage message={t('definitions.none', 'The configuration has none like it')} />
          ) : (
            <DataTable label={label} columns={definitionColumns(standing, kind)} rows={found} rowKey={({ name }) => name} data-testid={testIds.definitions} />
          );
        }}
      </QueryRegion>
      {creating && (
        <NewDefinitionDialog kind={kind} isOpen={dialog === null} onClose={() => setCreating(false)} onChosen={choose} />
      )}
      {dialog}
    </Stack>
  );
}
