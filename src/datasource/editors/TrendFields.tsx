import { trendGroupOptions } from '../queryOptions';
import type { FieldsProps } from './FieldsProps';
import { GroupField } from './GroupField';
import { PastBansFields } from './PastBansFields';

export function TrendFields(props: FieldsProps) {
  return (
    <>
      <GroupField options={trendGroupOptions()} value={props.query.by ?? 'jail'} onCommit={(by) => props.change({ by })} />
      <PastBansFields {...props} />
    </>
  );
}
