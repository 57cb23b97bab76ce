import type { QueryEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import type { BanguiDataSource } from './BanguiDataSource';
import { TypeFields } from './editors/TypeFields';
import { QueryChoice } from './inputs/QueryChoice';
import { typeOptions } from './queryOptions';
import { typeOf } from './typeOf';
import type { BanguiOptions, BanguiQuery } from './types';
import { withType } from './withType';

/** Chooses the query type; each type brings its own form. */
export function QueryEditor({ datasource, query, onChange, onRunQuery }: QueryEditorProps<BanguiDataSource, BanguiQuery, BanguiOptions>) {
  const queryType = typeOf(query);
  const types = typeOptions();
  const take = (next: BanguiQuery) => {
    onChange(next);
    onRunQuery();
  };
  const choose = (value: string) => {
    const chosen = types.find((type) => type.value === value);
    if (chosen) {
      take(withType(query, chosen.value));
    }
  };
  return (
    <Stack direction="row" gap={0} wrap="wrap">
      <QueryChoice
        label={t('query.type', 'Query')}
        tooltip={t('query.type-help', 'What is asked of the host. Bans of the past are those of the chosen time range.')}
        options={types}
        value={queryType}
        onCommit={choose}
      />
      <TypeFields type={queryType} datasource={datasource} query={query} change={(part) => take({ ...query, queryType, ...part })} />
    </Stack>
  );
}
