import { t } from '@grafana/i18n';
import { Alert, Button, EmptyState } from '@grafana/ui';
import { toApiError } from '../api/toApiError';
import { testIds } from '../testIds';
import { failureText } from './failureText';

interface FailureStateProps {
  error: unknown;
  /** There is older data beside it: say it in a line instead of a whole state. */
  beside?: boolean;
  onRetry?: () => void;
}

export function FailureState({ error, beside = false, onRetry }: FailureStateProps) {
  const known = toApiError(error);
  const { title, text } = failureText(known);
  const retry = t('failure.retry', 'Retry');
  if (beside) {
    return (
      <Alert severity="warning" title={title} data-testid={testIds.failure(known.kind)} buttonContent={onRetry && retry} onRemove={onRetry}>
        {text}
      </Alert>
    );
  }
  return (
    <div data-testid={testIds.failure(known.kind)}>
      <EmptyState
        variant="not-found"
        hideImage
        role="alert"
        message={title}
        button={
          onRetry && known.kind !== 'forbidden' ? (
            <Button variant="secondary" icon="sync" onClick={onRetry}>
              {retry}
            </Button>
          ) : undefined
        }
      >
        {text}
      </EmptyState>
    </div>
  );
}
