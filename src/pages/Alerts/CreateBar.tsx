import { t } from '@grafana/i18n';
import { Combobox, Label, Stack, Text } from '@grafana/ui';
import { useId } from 'react';
import type { HostRule } from '../../alerts/rulesOfHost';
import type { RuleRights } from '../../api/ruleRights';
import { FailureState } from '../../components/FailureState';
import { RuleButton } from './RuleButton';
import type { FolderChooser } from './useFolderChoice';

interface CreateBarProps {
  rules: readonly HostRule[];
  rights: RuleRights;
  folder: FolderChooser;
  busy: boolean;
  onCreate(rules: readonly HostRule[]): void;
}

/** How many rules there are, and the way to all of them. */
export function CreateBar({ rules, rights, folder, busy, onCreate }: CreateBarProps) {
  const id = useId();
  const missing = rules.filter(({ stored }) => stored === null);
  return (
    <Stack direction="column" gap={1}>
      {folder.error !== null && <FailureState error={folder.error} beside />}
      <Stack direction="row" gap={2} alignItems="center" wrap="wrap">
        <Text>{t('alerts.count', '{{there}} of {{all}} rules exist', { there: rules.length - missing.length, all: rules.length })}</Text>
        {missing.length > 0 && (
          <>
            {rights.create && folder.options.length > 0 && (
              <Stack direction="row" gap={1} alignItems="center">
                <Label htmlFor={id}>{t('alerts.folder', 'Folder of new rules')}</Label>
                <Combobox id={id} width="auto" minWidth={20} maxWidth={40} prefixIcon="folder" options={folder.options} value={folder.value} onChange={({ value }) => folder.choose(value)} />
              </Stack>
            )}
            <RuleButton icon="plus" allowed={rights.create} noFolder={folder.choice === null} disabled={busy} onClick={() => onCreate(missing)}>
              {t('alerts.create-all', 'Create the {{count}} missing rules', { count: missing.length })}
            </RuleButton>
          </>
        )}
      </Stack>
    </Stack>
  );
}
