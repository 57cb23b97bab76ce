import { t } from '@grafana/i18n';
import { Alert, Stack, Text } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../../../api/queryKeys';
import { QueryRegion } from '../../../components/QueryRegion';
import { AdminsOnly } from '../AdminsOnly';
import { ConfigEditor } from '../editor/ConfigEditor';
import type { Standing } from '../standing';
import { FileEditor } from './FileEditor';
import { readFileText } from './readFileText';

interface FilePageProps {
  standing: Standing;
  path: string;
}

/** One file of the configuration: own ones can be edited, those of the package are read. */
export function FilePage(props: FilePageProps) {
  return (
    <AdminsOnly standing={props.standing}>
      <Stack direction="column" gap={2}>
        <Text element="h2" variant="h4">
          {props.path}
        </Text>
        <Asked {...props} />
      </Stack>
    </AdminsOnly>
  );
}

function Asked({ standing, path }: FilePageProps) {
  const { uid, access } = standing;
  // Somebody may be typing: it is not asked for again by itself.
  const file = useQuery({ queryKey: [...queryKeys.config(uid), 'file', path], queryFn: ({ signal }) => readFileText(uid, path, signal), staleTime: Infinity, gcTime: 0, refetchOnMount: 'always' });
  return (
    <QueryRegion query={file}>
      {(data) => {
        if (data.state === 'unknown') {
          return <Alert severity="info" title={t('file.unknown', 'The text of this file is not shown here')} />;
        }
        const text = data.state === 'there' ? data.text : null;
        if (path.endsWith('.local') && access?.writes && access.commands) {
          return <FileEditor key={text} standing={standing} path={path} text={text} />;
        }
        return text === null ? <Alert severity="info" title={t('file.absent', 'There is no such file')} /> : <ConfigEditor label={path} value={text} />;
      }}
    </QueryRegion>
  );
}
