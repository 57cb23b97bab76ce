import { t } from '@grafana/i18n';
import type { Check } from '../../../pkg/contract/queries';
import { QueryChoice } from '../inputs/QueryChoice';
import { checkOptions } from '../queryOptions';
import { variableOptions } from '../variableOptions';
import type { FieldsProps } from './FieldsProps';
import { JailField } from './JailField';

/** Of the host as a whole: no jail narrows them. */
const OF_HOST: ReadonlySet<string | undefined> = new Set<Check>(['down', 'stuck', 'archive', 'half_blind', 'recovery']);

export function CheckFields({ datasource, query, change }: FieldsProps) {
  return (
    <>
      <QueryChoice
        label={t('query.check', 'Check')}
        tooltip={t('query.check-help', 'A row for each subject: 1 where something is wrong, 0 where all is well.')}
        width={32}
        placeholder={t('query.check-placeholder', 'Choose what to watch')}
        options={[...checkOptions(), ...variableOptions()]}
        value={query.check}
        onCommit={(check) => change({ check })}
      />
      {!OF_HOST.has(query.check) && <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />}
    </>
  );
}
