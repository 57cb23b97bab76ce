import { LIMITS } from '../limits';
import type { FieldsProps } from './FieldsProps';
import { JailField } from './JailField';
import { LimitField } from './LimitField';
import { SearchField } from './SearchField';

export function BansFields({ datasource, query, change }: FieldsProps) {
  return (
    <>
      <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />
      <SearchField query={query} change={change} />
      <LimitField limits={LIMITS.bans} value={query.limit} onCommit={(limit) => change({ limit })} />
    </>
  );
}
