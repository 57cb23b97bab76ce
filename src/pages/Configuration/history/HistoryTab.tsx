import { t } from '@grafana/i18n';
import { Button, EmptyState, Stack } from '@grafana/ui';
import type { RevisionEntry } from '../../../../pkg/contract/configChanges';
import { useRevisions } from '../../../api/configQueries';
import { DataTable } from '../../../components/DataTable';
import { QueryRegion } from '../../../components/QueryRegion';
import { useToggles } from '../../../components/useToggles';
import { PLAIN } from '../../../i18n';
import { testIds } from '../../../testIds';
import { AdminsOnly } from '../AdminsOnly';
import { useChangeDialog } from '../change/useChangeDialog';
import type { Standing } from '../standing';
import { revisionColumns } from './revisionColumns';
import { RevisionDetail } from './RevisionDetail';

/** Every change of the configuration, or of one file of it. */
export function HistoryTab(props: { standing: Standing; path: string | null }) {
  return (
    <AdminsOnly standing={props.standing}>
      <Revisions {...props} />
    </AdminsOnly>
  );
}

function Revisions({ standing, path }: { standing: Standing; path: string | null }) {
  const query = useRevisions(standing.uid, path);
  const open = useToggles();
  const { choose, dialog } = useChangeDialog(standing.uid);
  const restore = ({ id, path: file }: RevisionEntry, to: 'before' | 'after') =>
    choose({
      title: to === 'before' ? t('revision.undo-title', 'Undo this change of {{file}}?', { file, interpolation: PLAIN }) : t('revision.restore-title', 'Restore {{file}} as of this change?', { file, interpolation: PLAIN }),
      change: { kind: 'restore', id, to },
    });
  return (
    <>
      <QueryRegion query={query}>
        {({ pages }) => {
          const revisions = pages.flatMap((page) => page.revisions);
          return revisions.length === 0 ? (
            <EmptyState variant="not-found" hideImage message={t('revision.none', 'Nothing was changed from here yet')} />
          ) : (
            <Stack direction="column" gap={1}>
              <DataTable
                label={t('revision.title', 'Changes of the configuration')}
                columns={revisionColumns({ uid: standing.uid, open })}
                rows={revisions}
                rowKey={({ id }) => String(id)}
                detail={(revision) => (open.isOpen(revision.id) ? <RevisionDetail standing={standing} revision={revision} onRestore={(to) => restore(revision, to)} /> : null)}
                narrowBelow={800}
                data-testid={testIds.revisions}
              />
              {query.hasNextPage && (
                <Stack justifyContent="center">
                  <Button variant="secondary" icon="arrow-down" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t('history.more', 'Load more')}
                  </Button>
                </Stack>
              )}
            </Stack>
          );
        }}
      </QueryRegion>
      {dialog}
    </>
  );
}
