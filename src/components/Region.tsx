import { t } from '@grafana/i18n';
import { Alert, Button, ErrorBoundary } from '@grafana/ui';
import type { ReactNode } from 'react';
import { Fragment, useState } from 'react';

/** A part of a page that may fail alone and can be tried again. */
export function Region({ children }: { children: ReactNode }) {
  const [attempt, setAttempt] = useState(0);
  return (
    <Fragment key={attempt}>
      <ErrorBoundary>
        {({ error }) =>
          error === null ? (
            children
          ) : (
            <Alert severity="error" title={t('region.failed', 'This part of the page failed')}>
              <p>{error.message}</p>
              <Button size="sm" variant="secondary" icon="sync" onClick={() => setAttempt(attempt + 1)}>
                {t('region.retry', 'Retry')}
              </Button>
            </Alert>
          )
        }
      </ErrorBoundary>
    </Fragment>
  );
}
