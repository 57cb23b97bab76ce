import { t } from '@grafana/i18n';
import { Alert, Badge, Stack, Text } from '@grafana/ui';
import { useState } from 'react';
import type { GlobalConfig } from '../../../pkg/contract/configServer';
import type { Rights } from '../../api/useRights';
import { useWriteObstacle } from '../../api/useServer';
import { Card } from '../../components/Card';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import { RoleButton } from '../../components/RoleButton';
import { testIds } from '../../testIds';
import type { ParameterRow } from './parameterRows';
import { parameterRows } from './parameterRows';
import { ServerDialog } from './ServerDialog';
import { warningText } from './warningText';

/** What fail2ban runs with, beside what its configuration says. */
export function ServerCard({ uid, config, rights }: { uid: string; config: GlobalConfig; rights: Rights }) {
  const [isEdited, setEdited] = useState(false);
  const obstacle = useWriteObstacle(uid);
  return (
    <Card label={t('server.label', 'fail2ban')}>
      <Stack direction="row" justifyContent="space-between" alignItems="center" wrap="wrap" gap={1}>
        <Text element="h2" variant="h4">
          {t('server.title', 'fail2ban {{version}}', { version: config.version })}
        </Text>
        <RoleButton rights={rights} action="configure" icon="edit" size="sm" variant="secondary" obstacle={obstacle} onClick={() => setEdited(true)}>
          {t('server.edit', 'Change the values…')}
        </RoleButton>
      </Stack>
      {config.warnings.map(({ code }) => (
        <Alert key={code} severity="warning" title={warningText(code)} />
      ))}
      <DataTable label={t('server.values', 'Values')} data-testid={testIds.serverParameters} columns={columns()} rows={parameterRows(config)} rowKey={({ id }) => id} />
      {isEdited && <ServerDialog uid={uid} config={config} onClose={() => setEdited(false)} />}
    </Card>
  );
}

function columns(): Array<Column<ParameterRow>> {
  const unknown = t('server.unknown', 'unknown');
  return [
    { id: 'name', header: t('server.value', 'Value'), cell: ({ name }) => <Text weight="medium">{name}</Text>, narrow: 'line' },
    { id: 'running', header: t('server.running', 'Running with'), cell: ({ running }) => running ?? unknown, wrap: true },
    {
      id: 'configured',
      header: t('server.configured', 'Configured'),
      wrap: true,
      cell: ({ configured, differs }) => (
        <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
          <span>{configured ?? unknown}</span>
          {differs && <Badge color="orange" icon="exclamation-triangle" text={t('server.differs', 'differs')} tooltip={t('server.differs-text', 'The next reload of a jail sends the configured value to the server again.')} />}
        </Stack>
      ),
    },
  ];
}
