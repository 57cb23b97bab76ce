import { t } from '@grafana/i18n';
import { QueryChoice } from '../inputs/QueryChoice';
import { QueryText } from '../inputs/QueryText';
import { LIMITS } from '../limits';
import { levelOptions } from '../queryOptions';
import { variableOptions } from '../variableOptions';
import type { FieldsProps } from './FieldsProps';
import { JailField } from './JailField';
import { LimitField } from './LimitField';

/** No level is a query without one. */
const ANY_LEVEL = '';

export function LogsFields({ datasource, query, change }: FieldsProps) {
  return (
    <>
      <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />
      <QueryText
        label={t('query.text', 'Text')}
        tooltip={t('query.text-help', 'A text that the line holds, in upper or lower case.')}
        placeholder={t('query.text-placeholder', 'Any line')}
        value={query.search ?? ''}
        onCommit={(text) => change({ search: text || undefined })}
      />
      <QueryChoice
        label={t('query.level', 'Level')}
        tooltip={t('query.level-help', 'This level and those above it.')}
        options={[{ value: ANY_LEVEL, label: t('query.any-level', 'Any') }, ...levelOptions(), ...variableOptions()]}
        value={query.level ?? ANY_LEVEL}
        onCommit={(level) => change({ level: level === ANY_LEVEL ? undefined : level })}
      />
      <LimitField limits={LIMITS.logs} value={query.limit} onCommit={(limit) => change({ limit })} />
    </>
  );
}
