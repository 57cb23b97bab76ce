import { t } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';
import { toApiError } from '../../../api/toApiError';

interface RefusedChangeProps {
  /** Null: it was noticed before anything was sent. */
  error: unknown;
  /** The change is a text that somebody has typed. */
  keepsText: boolean;
  onLookAgain(): void;
}

/** Somebody else was faster. */
export function RefusedChange({ error, keepsText, onLookAgain }: RefusedChangeProps) {
  return (
    <Alert severity="warning" title={t('change.conflict', 'Somebody has changed this file meanwhile')}>
      <p>{keepsText ? t('change.moved-text', 'Nothing was written. Your text is kept.') : toApiError(error).message}</p>
      <Button size="sm" variant="secondary" icon="sync" onClick={onLookAgain}>
        {keepsText ? t('change.see-change', 'See what has changed') : t('change.look-again', 'Look again')}
      </Button>
    </Alert>
  );
}
