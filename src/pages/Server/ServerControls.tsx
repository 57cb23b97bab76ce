import { t } from '@grafana/i18n';
import { Combobox, Label, Stack, Text } from '@grafana/ui';
import { useId, useState } from 'react';
import type { ServerAct } from '../../api/changes';
import { useJails } from '../../api/queries';
import type { Rights } from '../../api/useRights';
import { useFlushLogs } from '../../api/useServer';
import { Card } from '../../components/Card';
import { FailureState } from '../../components/FailureState';
import { RoleButton } from '../../components/RoleButton';
import { ServerActDialog } from '../../components/recovery/ServerActDialog';
import { restartObstacle } from '../../components/recovery/restartObstacle';

const ALL = '';

/** Reload, restart and a log opened anew. */
export function ServerControls({ uid, rights, canRestart }: { uid: string; rights: Rights; canRestart: boolean }) {
  const id = useId();
  const jails = useJails(uid).data?.jails ?? [];
  const flush = useFlushLogs(uid);
  const [jail, setJail] = useState(ALL);
  const [chosen, setChosen] = useState<ServerAct | null>(null);
  const options = [{ value: ALL, label: t('controls.all', 'All jails, one by one') }, ...jails.map(({ name }) => ({ value: name }))];
  const obstacle = restartObstacle(canRestart);
  return (
    <Card label={t('controls.label', 'Reload and restart')}>
      <Text element="h2" variant="h4">
        {t('controls.label', 'Reload and restart')}
      </Text>
      {flush.error && <FailureState error={flush.error} beside />}
      <Stack direction="row" gap={3} wrap="wrap" alignItems="flex-end">
        <Stack direction="row" gap={1} wrap="wrap" alignItems="flex-end">
          <div>
            <Label htmlFor={id}>{t('controls.reload-what', 'Read the configuration again of')}</Label>
            <Combobox id={id} width={28} options={options} value={jail} onChange={({ value }) => setJail(value)} />
          </div>
          <RoleButton rights={rights} action="configure" icon="sync" variant="secondary" onClick={() => setChosen({ kind: 'reload', jail: jail === ALL ? null : jail })}>
            {t('controls.reload', 'Reload…')}
          </RoleButton>
        </Stack>
        <Stack direction="row" gap={1} wrap="wrap">
          <RoleButton rights={rights} action="configure" icon="file-alt" variant="secondary" obstacle={flush.isPending ? t('controls.under-way', 'It is under way') : undefined} onClick={() => flush.mutate()}>
            {t('controls.flush', 'Flush logs')}
          </RoleButton>
          <RoleButton rights={rights} action="configure" icon="power" variant="destructive" obstacle={obstacle} onClick={() => setChosen({ kind: 'restart' })}>
            {t('controls.restart', 'Restart fail2ban…')}
          </RoleButton>
        </Stack>
      </Stack>
      {obstacle !== undefined && (
        <Text element="p" color="secondary" variant="bodySmall">
          {obstacle}
        </Text>
      )}
      {chosen && <ServerActDialog uid={uid} act={chosen} onClose={() => setChosen(null)} />}
    </Card>
  );
}
