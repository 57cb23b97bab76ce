import { LIMITS } from '../limits';
import type { FieldsProps } from './FieldsProps';
import { LimitField } from './LimitField';
import { PastBansFields } from './PastBansFields';

export function HistoryFields(props: FieldsProps) {
  return (
    <>
      <PastBansFields {...props} />
      <LimitField limits={LIMITS.history} value={props.query.limit} onCommit={(limit) => props.change({ limit })} />
    </>
  );
}
