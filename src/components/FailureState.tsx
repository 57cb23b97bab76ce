import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Alert, Button, EmptyState, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { FailureKind } from '../api/ApiError';
import { toApiError } from '../api/toApiError';
import { testIds } from '../testIds';
import { failureText } from './failureText';
import { formatAgo } from './formatTime';

/** What would only fail again as it is. */
const HOPELESS: readonly FailureKind[] = ['forbidden', 'invalid', 'switched_off'];

interface FailureStateProps {
  error: unknown;
  /** There is something beside it, such as older data or a form: a notice instead of a whole state. */
  beside?: boolean;
  /** When the older data beside it was read, in epoch seconds. */
  readAt?: number;
  onRetry?: () => void;
  /** What helps where trying again does not; takes the place of Retry. */
  remedy?: ReactNode;
}

export function FailureState({ error, beside = false, readAt, onRetry, remedy }: FailureStateProps) {
  const styles = useStyles2(getStyles);
  const known = toApiError(error);
  const { title, text } = failureText(known);
  const retry = onRetry && !HOPELESS.includes(known.kind) && (
    <Button size={beside ? 'sm' : 'md'} variant="secondary" icon="sync" onClick={onRetry}>
      {t('failure.retry', 'Retry')}
    </Button>
  );
  const button = remedy ?? retry;
  if (beside) {
    return (
      <Alert severity="warning" title={title} data-testid={testIds.failure(known.kind)}>
        <p className={styles.words}>
          {text} {readAt !== undefined && t('failure.older', 'What is shown here was read {{ago}}.', { ago: formatAgo(readAt) })}
        </p>
        {button}
      </Alert>
    );
  }
  return (
    <div data-testid={testIds.failure(known.kind)}>
      <EmptyState variant="not-found" hideImage role="alert" message={title} button={button}>
        {text}
      </EmptyState>
    </div>
  );
}

const getStyles = () => ({
  // fail2ban's own words come in several lines, and with long paths.
  words: css({ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }),
});
