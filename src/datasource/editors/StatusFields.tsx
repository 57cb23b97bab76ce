import { t } from '@grafana/i18n';
import { QueryChoice } from '../inputs/QueryChoice';
import { fieldOptions } from '../queryOptions';
import { variableOptions } from '../variableOptions';
import type { FieldsProps } from './FieldsProps';

/** "Everything" is no field of the sidecar: it is a query without one. */
const EVERYTHING = '';

export function StatusFields({ query, change }: FieldsProps) {
  return (
    <QueryChoice
      label={t('query.field', 'Field')}
      tooltip={t('query.field-help', 'One number, as alert rules need it, or a row with all that is known.')}
      width={32}
      options={[{ value: EVERYTHING, label: t('query.everything', 'Everything, as a table') }, ...fieldOptions(), ...variableOptions()]}
      value={query.field ?? EVERYTHING}
      onCommit={(field) => change({ field: field === EVERYTHING ? undefined : field })}
    />
  );
}
