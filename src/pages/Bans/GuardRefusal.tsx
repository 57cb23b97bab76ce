import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import type { ApiError } from '../../api/ApiError';
import type { Rights } from '../../api/useRights';
import { testIds } from '../../testIds';
import { conflictsOf, conflictText, refusalTitle } from './guardConflicts';

interface GuardRefusalProps {
  error: ApiError;
  rights: Rights;
  disabled: boolean;
  onOverride(): void;
}

/** Why the ban would be a mistake; an Admin may insist where the guard allows it. */
export function GuardRefusal({ error, rights, disabled, onOverride }: GuardRefusalProps) {
  const conflicts = conflictsOf(error);
  const confirmable = error.details.confirmable === true && rights.can('overrideBanGuard');
  return (
    <Alert severity="warning" title={refusalTitle(conflicts)} data-testid={testIds.failure('guard')}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <ul>
          {conflicts.map((conflict) => (
            <li key={conflict.address}>{conflictText(conflict)}</li>
          ))}
        </ul>
        {confirmable ? (
          <Button variant="destructive" disabled={disabled} onClick={onOverride}>
            {t('guard.override', 'Ban anyway')}
          </Button>
        ) : (
          <span>{t('guard.final', 'Take it out of the list. Where the guard can be overruled at all, only an Admin may do so.')}</span>
        )}
      </Stack>
    </Alert>
  );
}
