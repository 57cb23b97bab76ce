import { t } from '@grafana/i18n';
import { Alert, Stack } from '@grafana/ui';
import type { ApiError } from '../../api/ApiError';
import { testIds } from '../../testIds';
import { conflictsOf, conflictText, refusalTitle } from './guardConflicts';

interface GuardRefusalProps {
  error: ApiError;
  /** Whether this person may insist. */
  confirmable: boolean;
}

/** Why the ban would be a mistake. */
export function GuardRefusal({ error, confirmable }: GuardRefusalProps) {
  const conflicts = conflictsOf(error);
  return (
    <Alert severity="warning" title={refusalTitle(conflicts)} data-testid={testIds.failure('guard')}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <ul>
          {conflicts.map((conflict) => (
            <li key={conflict.address}>{conflictText(conflict)}</li>
          ))}
        </ul>
        {!confirmable && (
          <span>{t('guard.final', 'Take it out of the list. Where the guard can be overruled at all, only an Admin may do so.')}</span>
        )}
      </Stack>
    </Alert>
  );
}
