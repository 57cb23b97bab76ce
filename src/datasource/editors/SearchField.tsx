import { t } from '@grafana/i18n';
import { QueryText } from '../inputs/QueryText';
import type { FieldsProps } from './FieldsProps';

export function SearchField({ query, change }: Pick<FieldsProps, 'query' | 'change'>) {
  return (
    <QueryText
      label={t('query.search', 'Search')}
      tooltip={t('query.search-help', 'An address, or a network such as 192.0.2.0/24 and all that it holds.')}
      placeholder={t('query.search-placeholder', 'Address or network')}
      value={query.search ?? ''}
      onCommit={(text) => change({ search: text || undefined })}
    />
  );
}
