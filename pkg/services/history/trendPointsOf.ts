import type { TrendGroup, TrendResponse } from '../../contract/history';
import { REST_KEY } from '../../contract/restKey';
import type { ArchivePort, HistoryFilter } from '../ports/archivePort';

type Points = TrendResponse['points'];

/** No chart shows more lines than this, and an archive of years knows thousands of systems. Jails are few. */
const MOST_KEYS = 12;

/** Reads the bans of windows over time, by the keys that matter in the first of them. */
export async function trendPointsOf(
  archive: Pick<ArchivePort, 'trend' | 'top'>,
  filter: HistoryFilter,
  by: TrendGroup,
  seconds: number
): Promise<(window: HistoryFilter) => Promise<Points>> {
  const top = by === 'jail' ? [] : await archive.top(filter, by, MOST_KEYS + 1);
  if (by === 'jail' || top.length <= MOST_KEYS) {
    return (window) => archive.trend(window, seconds, by);
  }
  const keys = top.slice(0, MOST_KEYS).flatMap(({ key }) => key ?? []);
  const only = by === 'country' ? { countries: keys } : { asns: keys.map(Number) };
  return async (window) => {
    const [shown, all] = await Promise.all([archive.trend({ ...window, ...only }, seconds, by), archive.trend(window, seconds, 'jail')]);
    return [...shown, ...restOf(all, shown)].sort((a, b) => a.time - b.time);
  };
}

function restOf(all: Points, shown: Points): Points {
  const left = new Map<number, number>();
  const add = ({ time, bans }: Points[number], sign: 1 | -1) => left.set(time, (left.get(time) ?? 0) + sign * bans);
  all.forEach((point) => add(point, 1));
  shown.forEach((point) => add(point, -1));
  return [...left].flatMap(([time, bans]) => (bans > 0 ? { time, key: REST_KEY, bans } : []));
}
