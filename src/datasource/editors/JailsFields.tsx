import type { FieldsProps } from './FieldsProps';
import { JailField } from './JailField';

export function JailsFields({ datasource, query, change }: FieldsProps) {
  return <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />;
}
