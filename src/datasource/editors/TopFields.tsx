import { LIMITS } from '../limits';
import { topGroupOptions } from '../queryOptions';
import type { FieldsProps } from './FieldsProps';
import { GroupField } from './GroupField';
import { LimitField } from './LimitField';
import { PastBansFields } from './PastBansFields';

export function TopFields(props: FieldsProps) {
  return (
    <>
      <GroupField options={topGroupOptions()} value={props.query.by ?? 'address'} onCommit={(by) => props.change({ by })} />
      <PastBansFields {...props} />
      <LimitField limits={LIMITS.top} value={props.query.limit} onCommit={(limit) => props.change({ limit })} />
    </>
  );
}
