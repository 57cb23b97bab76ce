import { t } from '@grafana/i18n';
import { Combobox, Label, Stack } from '@grafana/ui';
import { useId, useMemo } from 'react';
import { testIds } from '../testIds';
import type { Host } from './useHost';

export function HostPicker({ hosts, uid, choose }: Host) {
  const id = useId();
  // A Combobox whose options are new objects takes the drawing after a choice for another choice.
  const options = useMemo(() => hosts.map(({ name, uid: value }) => ({ label: name, value })), [hosts]);
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
        options={options}
        value={uid}
        onChange={({ value }) => choose(value)}
      />
    </Stack>
  );
}
