import { t } from '@grafana/i18n';
import { QueryMulti } from '../inputs/QueryMulti';
import type { BanguiBackend } from '../types';
import { useJailNames } from '../useJailNames';
import { variableOptions } from '../variableOptions';

interface JailFieldProps {
  datasource: BanguiBackend;
  value: string | string[] | undefined;
  onCommit(jail: string[] | undefined): void;
}

/** Suggests the jails of the host; any other name may be typed, since jails come and go. */
export function JailField({ datasource, value, onCommit }: JailFieldProps) {
  const names = useJailNames(datasource);
  return (
    <QueryMulti
      label={t('query.jail', 'Jails')}
      tooltip={t('query.jail-help', 'Names of jails, or a variable. None means all. A name that is not suggested can be typed.')}
      placeholder={t('query.jail-placeholder', 'All; a name or $variable')}
      options={[...names.map((name) => ({ value: name, label: name })), ...variableOptions()]}
      custom
      value={value}
      onCommit={onCommit}
    />
  );
}
