import { listOf } from '../listOf';
import { QueryText } from './QueryText';

interface QueryListProps {
  label: string;
  tooltip: string;
  placeholder: string;
  value: string | string[] | undefined;
  onCommit(values: string[] | undefined): void;
}

/** Several values, separated by commas. */
export function QueryList({ value, onCommit, ...props }: QueryListProps) {
  const commit = (text: string) => {
    const values = listOf(text);
    onCommit(values.length === 0 ? undefined : values);
  };
  return <QueryText {...props} value={listOf(value).join(', ')} onCommit={commit} />;
}
