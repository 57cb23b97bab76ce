import { t } from '@grafana/i18n';
import { Combobox, Label, Stack } from '@grafana/ui';
import { useId } from 'react';
import { testIds } from '../testIds';
import type { Host } from './useHost';

export function HostPicker({ hosts, uid, choose }: Host) {
  const id = useId();
  return (
    <Stack direction="row" alignItems="center" gap={1}>
      <Label htmlFor={id}>{t('host.label', 'Host')}</Label>
      <Combobox
        id={id}
        data-testid={testIds.hostPicker}
        prefixIcon="database"
        width="auto"
        minWidth={20}
        maxWidth={40}
        placeholder={t('host.placeholder', 'Choose a data source')}
        options={hosts.map(({ name, uid: value }) => ({ label: name, value }))}
        value={uid}
        onChange={({ value }) => choose(value)}
      />
    </Stack>
  );
}
