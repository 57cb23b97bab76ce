import { t } from '@grafana/i18n';
import { Alert, Stack, Text, TextLink } from '@grafana/ui';
import { useConfigFileText } from '../../../api/configQueries';
import { QueryRegion } from '../../../components/QueryRegion';
import { configUrl } from '../../../routing';
import { AdminsOnly } from '../AdminsOnly';
import type { Standing } from '../standing';
import { FileEditor } from './FileEditor';
import { KeeperBadge } from './KeeperBadge';

interface FilePageProps {
  standing: Standing;
  path: string;
}

/** One file of the configuration: it can be read, and edited where the host permits it. */
export function FilePage(props: FilePageProps) {
  return (
    <AdminsOnly standing={props.standing}>
      <Asked {...props} />
    </AdminsOnly>
  );
}

function Asked({ standing, path }: FilePageProps) {
  const query = useConfigFileText(standing.uid, path);
  const keeper = query.data?.file?.keeper;
  // Also where the file goes while somebody edits it.
  const canBeMade = path.endsWith('.local') && standing.access?.writes === true && standing.access.commands;
  return (
    <Stack direction="column" gap={2}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <Text element="h2" variant="h4">
          {path}
        </Text>
        {keeper && <KeeperBadge keeper={keeper} />}
        <TextLink href={configUrl(standing.uid, 'history', path)}>{t('file.history', 'History of this file')}</TextLink>
      </Stack>
      <QueryRegion query={query}>
        {({ file }) =>
          file === null && !canBeMade ? (
            <Alert severity="info" title={t('file.absent', 'There is no such file')} />
          ) : (
            <FileEditor key={path} standing={standing} path={path} file={file} onLook={() => void query.refetch()} />
          )
        }
      </QueryRegion>
    </Stack>
  );
}
