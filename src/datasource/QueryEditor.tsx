import type { QueryEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import type { QueryType, StatusField } from '../../pkg/contract/queries';
import type { BanguiDataSource } from './BanguiDataSource';
import { QueryChoice } from './QueryChoice';
import { fieldOptions, typeOptions } from './queryOptions';
import { QueryText } from './QueryText';
import { typeOf } from './typeOf';
import type { BanguiOptions, BanguiQuery } from './types';

/** "Everything" is no field of the sidecar: it is a query without one. */
const EVERYTHING = '';
/** What the sidecar takes when none is given. */
const DEFAULT_LIMIT = 1000;

export function QueryEditor({ query, onChange, onRunQuery }: QueryEditorProps<BanguiDataSource, BanguiQuery, BanguiOptions>) {
  const queryType = typeOf(query);
  const change = (part: Partial<BanguiQuery>) => {
    onChange({ ...query, queryType, ...part });
    onRunQuery();
  };
  // Variables of several values are kept in one text; a list comes from provisioned queries only.
  const jail = Array.isArray(query.jail) ? query.jail.join(',') : (query.jail ?? '');
  const ofBans = queryType === 'bans' || queryType === 'history' || queryType === 'trend';
  const ofJails = queryType === 'jails' || ofBans;
  return (
    <Stack direction="row" gap={1} wrap="wrap">
      <QueryChoice<QueryType>
        label={t('query.type', 'Query')}
        width={24}
        options={typeOptions()}
        value={queryType}
        onCommit={(type) => change({ queryType: type })}
      />
      {queryType === 'status' && (
        <QueryChoice<StatusField | typeof EVERYTHING>
          label={t('query.field', 'Field')}
          width={32}
          options={[{ value: EVERYTHING, label: t('query.everything', 'Everything, as a table') }, ...fieldOptions()]}
          value={query.field ?? EVERYTHING}
          onCommit={(field) => change({ field: field === EVERYTHING ? undefined : field })}
        />
      )}
      {ofJails && (
        <QueryText
          label={t('query.jail', 'Jails')}
          placeholder={t('query.jail-placeholder', 'All; a name or $variable')}
          value={jail}
          onCommit={(text) => change({ jail: text || undefined })}
        />
      )}
      {ofBans && (
        <>
          <QueryText
            label={t('query.search', 'Search')}
            placeholder={t('query.search-placeholder', 'Address or network')}
            value={query.search ?? ''}
            onCommit={(text) => change({ search: text || undefined })}
          />
          {query.queryType !== 'trend' && (
            <QueryText
              label={t('query.limit', 'Limit')}
              placeholder={String(DEFAULT_LIMIT)}
              type="number"
              value={query.limit === undefined ? '' : String(query.limit)}
              onCommit={(text) => change({ limit: limitOf(text) })}
            />
          )}
        </>
      )}
    </Stack>
  );
}

/** Within what the sidecar takes; empty means its own limit. */
function limitOf(text: string): number | undefined {
  const limit = Math.round(Number(text));
  return text === '' || !Number.isFinite(limit) ? undefined : Math.min(100_000, Math.max(1, limit));
}
