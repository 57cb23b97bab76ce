import { t } from '@grafana/i18n';
import { QueryNumber } from '../inputs/QueryNumber';
import type { Limits } from '../limits';
import type { BanguiQuery } from '../types';

interface LimitFieldProps {
  limits: Limits;
  value: BanguiQuery['limit'];
  onCommit(limit: BanguiQuery['limit']): void;
}

export function LimitField({ limits: { usual, most }, value, onCommit }: LimitFieldProps) {
  return (
    <QueryNumber
      label={t('query.limit', 'Limit')}
      tooltip={t('query.limit-help', 'No more rows than this; at most {{most}}.', { most })}
      placeholder={String(usual)}
      most={most}
      value={value}
      onCommit={onCommit}
    />
  );
}
