import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import { useJailLogs } from '../../api/useLab';
import { QueryRegion } from '../../components/QueryRegion';
import { LogFile } from './LogFile';

/** The log files of a jail with their size, and their last lines when they are asked for. */
export function LogPreview({ uid, jail }: { uid: string; jail: string }) {
  const logs = useJailLogs(uid, jail);
  return (
    <QueryRegion query={logs}>
      {({ files }) => (
        <section aria-label={t('log-preview.title', 'Last lines of its logs')}>
          <Stack direction="column" gap={1}>
            {files.map((file) => (
              <LogFile key={file.path} uid={uid} jail={jail} file={file} />
            ))}
          </Stack>
        </section>
      )}
    </QueryRegion>
  );
}
