import { t } from '@grafana/i18n';
import { LoadingPlaceholder, Stack } from '@grafana/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { testIds } from '../testIds';
import { FailureState } from './FailureState';
import { LastRead } from './LastRead';
import { Region } from './Region';
import { StaleNotice } from './StaleNotice';

interface QueryRegionProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'dataUpdatedAt'> & { refetch(): Promise<unknown> };
  /** The page says elsewhere already what is wrong: older data is shown as such, a failure is not told again. */
  quiet?: boolean;
  /** What helps where trying again does not. */
  remedy?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, failed, failed with older data, and data: the same on every page. */
export function QueryRegion<T extends object>({ query, quiet = false, remedy, children }: QueryRegionProps<T>) {
  const { data, error, dataUpdatedAt, refetch } = query;
  if (data === undefined) {
    if (error) {
      return quiet ? null : <FailureState error={error} remedy={remedy} onRetry={() => void refetch()} />;
    }
    return <LoadingPlaceholder data-testid={testIds.loading} text={t('query.loading', 'Loading…')} />;
  }
  const staleSince = 'stale' in data && data.stale === true && 'asOf' in data && typeof data.asOf === 'number' ? data.asOf : null;
  if (quiet && (error || staleSince !== null)) {
    return (
      <Region>
        <LastRead at={staleSince ?? dataUpdatedAt / 1000}>{children(data)}</LastRead>
      </Region>
    );
  }
  return (
    <Region>
      <Stack direction="column" gap={1}>
        {error && <FailureState error={error} beside readAt={dataUpdatedAt / 1000} onRetry={() => void refetch()} />}
        {!error && staleSince !== null && <StaleNotice asOf={staleSince} />}
        {children(data)}
      </Stack>
    </Region>
  );
}
