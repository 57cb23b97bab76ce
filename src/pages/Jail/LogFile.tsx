import { t } from '@grafana/i18n';
import { Button, Stack, Text } from '@grafana/ui';
import type { JailLogs } from '../../../pkg/contract/filterLab';
import { useLogLines } from '../../api/useLab';
import { FailureState } from '../../components/FailureState';
import { formatBytes } from '../../components/formatBytes';
import { logViewText } from '../../components/jails/logViewText';
import { LogText } from '../../components/LogText';
import { PLAIN } from '../../i18n';
import { testIds } from '../../testIds';

const LINES = 100;

interface LogFileProps {
  uid: string;
  jail: string;
  file: JailLogs['files'][number];
}

export function LogFile({ uid, jail, file: { path, view, size, rotated } }: LogFileProps) {
  const { mutate, data, error, isPending, reset } = useLogLines(uid, jail);
  const label = t('log-preview.lines-of', 'Last lines of {{path}}', { path, interpolation: PLAIN });
  return (
    <Stack direction="column" gap={0.5}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <Text variant="bodySmall" color="secondary">
          {path.split('/').at(-1)}
          {rotated && ` · ${t('log-preview.rotated', 'rotated')}`}
          {size !== null && ` · ${formatBytes(size)}`}
          {view !== 'readable' && ` · ${logViewText(view)}`}
        </Text>
        {view === 'readable' && (
          <Button size="sm" variant="secondary" icon={data ? 'sync' : 'eye'} disabled={isPending} onClick={() => mutate({ file: path, lines: LINES })}>
            {data ? t('log-preview.again', 'Read again') : t('log-preview.show', 'Show the last lines')}
          </Button>
        )}
        {data && (
          <Button size="sm" variant="secondary" fill="text" onClick={reset}>
            {t('log-preview.hide', 'Hide')}
          </Button>
        )}
      </Stack>
      {error && <FailureState error={error} beside />}
      {data && (data.lines.length === 0 ? <Text color="secondary">{t('log-preview.empty', 'There is no whole line in it.')}</Text> : <LogText label={label} lines={data.lines} data-testid={testIds.logLines} />)}
    </Stack>
  );
}
