import { Tooltip } from '@grafana/ui';
import { formatAgo, formatMoment } from './formatTime';

/** How long ago, and on hover or focus when exactly, in the person's time zone. */
export function Moment({ at }: { at: number }) {
  return (
    <Tooltip content={formatMoment(at)}>
      <time dateTime={new Date(at * 1000).toISOString()} tabIndex={0}>
        {formatAgo(at)}
      </time>
    </Tooltip>
  );
}
