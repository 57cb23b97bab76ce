import { numberOf } from '../numberOf';
import { QueryText } from './QueryText';

interface QueryNumberProps {
  label: string;
  tooltip: string;
  placeholder: string;
  value: number | string | undefined;
  /** The sidecar takes no more; 1 is the least everywhere. */
  most?: number;
  onCommit(value: number | string | undefined): void;
}

/** A whole number, or a variable that will be one. */
export function QueryNumber({ value, most = Number.MAX_SAFE_INTEGER, onCommit, ...props }: QueryNumberProps) {
  const within = (given: number) => Math.min(most, Math.max(1, Math.round(given)));
  const commit = (text: string) => {
    const given = numberOf(text);
    onCommit(typeof given === 'number' ? within(given) : given);
  };
  return <QueryText {...props} value={value === undefined ? '' : String(value)} onCommit={commit} />;
}
