import type { TrendResponse } from '../../contract/history';
import { count } from './fieldConfig';
import type { Frame, FrameField } from './frame';

/** One clock for all jails: a row a bucket, a field a jail, and zeros where nobody was banned. */
export function trendFrame(refId: string, { from, to, bucket, points }: TrendResponse): Frame {
  const first = Math.floor(from / bucket);
  const rows = Math.max(0, Math.floor(to / bucket) - first + 1);
  const byJail = new Map<string, number[]>();
  for (const { time, jail, bans } of points) {
    const values = byJail.get(jail) ?? new Array<number>(rows).fill(0);
    byJail.set(jail, values);
    values[Math.floor(time / bucket) - first] = bans;
  }
  const fields = [...byJail].sort(([a], [b]) => (a < b ? -1 : 1)).map(([jail, values]): FrameField => ({ name: 'bans', type: 'number', labels: { jail }, values, config: count(jail) }));
  const none: FrameField = { name: 'bans', type: 'number', values: new Array<number>(rows).fill(0), config: count('Bans') };
  return {
    name: 'trend',
    refId,
    meta: { type: 'timeseries-wide', typeVersion: [0, 1], preferredVisualisationType: 'graph' },
    fields: [{ name: 'time', type: 'time', values: Array.from({ length: rows }, (_, row) => (first + row) * bucket) }, ...(fields.length > 0 ? fields : [none])],
  };
}
