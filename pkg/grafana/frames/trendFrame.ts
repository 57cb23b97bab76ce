import type { TrendResponse } from '../../contract/history';
import { REST_KEY } from '../../contract/restKey';
import { count } from './fieldConfig';
import type { Frame, FrameField } from './frame';

/** One clock for all: a row a bucket, a field a jail, country or system, and zeros where nobody was banned. The unknown has an empty label. */
export function trendFrame(refId: string, { from, to, bucket, by, points }: TrendResponse): Frame {
  const first = Math.floor(from / bucket);
  const rows = Math.max(0, Math.floor(to / bucket) - first + 1);
  const byKey = new Map<string, number[]>();
  for (const { time, key, bans } of points) {
    const values = byKey.get(key ?? '') ?? new Array<number>(rows).fill(0);
    byKey.set(key ?? '', values);
    values[Math.floor(time / bucket) - first] = bans;
  }
  const nameOf = (key: string) => (key === '' ? 'unknown' : key === REST_KEY ? 'others' : by === 'asn' ? `AS${key}` : key);
  const fields = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, values]): FrameField => ({ name: 'bans', type: 'number', labels: { [by]: key }, values, config: count(nameOf(key)) }));
  const none: FrameField = { name: 'bans', type: 'number', values: new Array<number>(rows).fill(0), config: count('Bans') };
  return {
    name: 'trend',
    refId,
    meta: { type: 'timeseries-wide', typeVersion: [0, 1], preferredVisualisationType: 'graph' },
    fields: [{ name: 'time', type: 'time', values: Array.from({ length: rows }, (_, row) => (first + row) * bucket) }, ...(fields.length > 0 ? fields : [none])],
  };
}
