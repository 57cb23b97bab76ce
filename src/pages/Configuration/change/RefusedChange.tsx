import { t } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';
import { toApiError } from '../../../api/toApiError';

/** Somebody else was faster. */
export function RefusedChange({ error, onLookAgain }: { error: unknown; onLookAgain(): void }) {
  return (
    <Alert severity="warning" title={t('change.conflict', 'Somebody has changed this file meanwhile')}>
      <p>{toApiError(error).message}</p>
      <Button size="sm" variant="secondary" icon="sync" onClick={onLookAgain}>
        {t('change.look-again', 'Look again')}
      </Button>
    </Alert>
  );
}
