import { t } from '@grafana/i18n';
import { QueryMulti } from '../inputs/QueryMulti';
import { eventOptions } from '../queryOptions';
import { variableOptions } from '../variableOptions';
import type { FieldsProps } from './FieldsProps';
import { JailField } from './JailField';
import { SearchField } from './SearchField';

export function EventsFields({ datasource, query, change }: FieldsProps) {
  return (
    <>
      <QueryMulti
        label={t('query.kinds', 'Events')}
        tooltip={t('query.kinds-help', 'What is shown as it happens. None means all.')}
        placeholder={t('query.kinds-placeholder', 'All')}
        options={[...eventOptions(), ...variableOptions()]}
        value={query.kinds}
        onCommit={(kinds) => change({ kinds })}
      />
      <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />
      <SearchField query={query} change={change} />
    </>
  );
}
