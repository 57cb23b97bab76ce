import type { QueryType } from '../../../pkg/contract/queries';
import { BansFields } from './BansFields';
import { CheckFields } from './CheckFields';
import { EventsFields } from './EventsFields';
import type { FieldsProps } from './FieldsProps';
import { HistoryFields } from './HistoryFields';
import { JailsFields } from './JailsFields';
import { LogsFields } from './LogsFields';
import { PastBansFields } from './PastBansFields';
import { StatusFields } from './StatusFields';
import { TopFields } from './TopFields';
import { TrendFields } from './TrendFields';

/** The form of a query type; what has nothing to choose, or is edited elsewhere, has none. */
const FIELDS: Record<QueryType, React.ComponentType<FieldsProps> | null> = {
  status: StatusFields,
  jails: JailsFields,
  bans: BansFields,
  history: HistoryFields,
  trend: TrendFields,
  top: TopFields,
  geo: PastBansFields,
  events: EventsFields,
  logs: LogsFields,
  check: CheckFields,
  sidecar: null,
  annotations: null,
};

export function TypeFields({ type, ...props }: FieldsProps & { type: QueryType }) {
  const Fields = FIELDS[type];
  return Fields && <Fields {...props} />;
}
