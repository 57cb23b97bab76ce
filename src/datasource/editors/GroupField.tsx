import { t } from '@grafana/i18n';
import type { ComboboxOption } from '@grafana/ui';
import { QueryChoice } from '../inputs/QueryChoice';
import { variableOptions } from '../variableOptions';

interface GroupFieldProps {
  options: ComboboxOption[];
  value: string;
  onCommit(by: string): void;
}

export function GroupField({ options, value, onCommit }: GroupFieldProps) {
  return (
    <QueryChoice
      label={t('query.by', 'Grouped by')}
      tooltip={t('query.by-help', 'What the bans are counted by.')}
      options={[...options, ...variableOptions()]}
      value={value}
      onCommit={onCommit}
    />
  );
}
