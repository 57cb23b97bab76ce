import { t } from '@grafana/i18n';
import { LoadingPlaceholder, Stack } from '@grafana/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { testIds } from '../testIds';
import { FailureState } from './FailureState';
import { Region } from './Region';
import { StaleNotice } from './StaleNotice';

interface QueryRegionProps<T> {
  query: UseQueryResult<T>;
  /** The page says elsewhere already that nobody answers. */
  saidElsewhere?: boolean;
  /** What helps where trying again does not. */
  remedy?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, failed, failed with older data, and data: the same on every page. */
export function QueryRegion<T extends object>({ query, saidElsewhere = false, remedy, children }: QueryRegionProps<T>) {
  const { data, error, dataUpdatedAt, refetch } = query;
  if (data === undefined) {
    return error ? (
      <FailureState error={error} remedy={remedy} onRetry={() => void refetch()} />
    ) : (
      <LoadingPlaceholder data-testid={testIds.loading} text={t('query.loading', 'Loading…')} />
    );
  }
  return (
    <Region>
      <Stack direction="column" gap={1}>
        {error && !saidElsewhere && <FailureState error={error} beside readAt={dataUpdatedAt / 1000} onRetry={() => void refetch()} />}
        {'stale' in data && data.stale === true && 'asOf' in data && typeof data.asOf === 'number' && <StaleNotice asOf={data.asOf} />}
        {children(data)}
      </Stack>
    </Region>
  );
}
