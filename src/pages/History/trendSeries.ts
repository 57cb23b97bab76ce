import type { TrendResponse } from '../../../pkg/contract/history';
import { REST_KEY } from '../../../pkg/contract/restKey';

/** As many as can be told apart by colour; the rest is one. */
const MOST_SERIES = 9;
/** A window of many years, or of all time, is drawn from its first ban on. */
const MOST_BUCKETS = 2000;

export interface TrendSeries {
  /** Epoch seconds at which each bucket begins. */
  times: number[];
  /** Most bans first. `key` as in the response. */
  series: Array<{ key: string | null; counts: number[] }>;
  /** All that was no series of its own; null when all are. */
  others: number[] | null;
  /** All bans of the window before, moved to this one; null unless asked for. */
  before: number[] | null;
}

type Points = TrendResponse['points'];

/** A response with the empty buckets put in, as a chart takes it. */
export function trendSeries({ from, to, bucket, points, previous }: TrendResponse): TrendSeries {
  const phase = (points[0] ?? previous?.[0])?.time ?? 0;
  const startOf = (time: number) => phase + Math.floor((time - phase) / bucket) * bucket;
  const first = from === 0 || (to - from) / bucket > MOST_BUCKETS ? (points[0]?.time ?? startOf(to)) : startOf(from);
  const length = (startOf(to) - first) / bucket + 1;
  const count = (own: Points, shift = 0) => {
    const counts = Array.from({ length }, () => 0);
    for (const { time, bans } of own) {
      const index = (startOf(time + shift) - first) / bucket;
      if (index >= 0 && index < length) {
        counts[index] = (counts[index] ?? 0) + bans;
      }
    }
    return counts;
  };
  const ranked = rank(points.filter(({ key }) => key !== REST_KEY));
  const rest = [...points.filter(({ key }) => key === REST_KEY), ...ranked.slice(MOST_SERIES).flatMap(({ own }) => own)];
  return {
    times: Array.from({ length }, (_, index) => first + index * bucket),
    series: ranked.slice(0, MOST_SERIES).map(({ key, own }) => ({ key, counts: count(own) })),
    others: rest.length > 0 ? count(rest) : null,
    // Both ends of a window belong to it.
    before: previous && count(previous, to - from + 1),
  };
}

function rank(points: Points): Array<{ key: string | null; own: Points; bans: number }> {
  const found = new Map<string | null, { key: string | null; own: Points; bans: number }>();
  for (const point of points) {
    const entry = found.get(point.key) ?? { key: point.key, own: [], bans: 0 };
    entry.own.push(point);
    entry.bans += point.bans;
    found.set(point.key, entry);
  }
  // Of the same rank in the same order always: a colour should not change hands for nothing.
  return [...found.values()].sort((a, b) => b.bans - a.bans || String(a.key).localeCompare(String(b.key)));
}
