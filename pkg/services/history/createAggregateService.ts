import type { Summary, TopGroup, TopResponse } from '../../contract/aggregates';
import type { TrendGroup, TrendResponse } from '../../contract/history';
import { invalidInput } from '../../domain/errors';
import type { BanFilterRequest } from './createFilterReader';
import { createFilterReader } from './createFilterReader';
import { trendPointsOf } from './trendPointsOf';
import type { ArchivePort, HistoryFilter } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { limitWaiting } from '../shared/limitWaiting';

/** Lengths of trend buckets; the shortest that makes at most MAX_BUCKETS of the window is taken. */
const BUCKETS = [60, 300, 900, 3600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000];
const MAX_BUCKETS = 300;
const FEWEST_BUCKETS = 10;
/** What may be asked for by hand. */
const MOST_BUCKETS = 2000;
/** One bucket for all time: whole hours, so that the archive need not count single bans. */
const ONE_BUCKET = 3600 * 10_000_000;
/** Many dashboards at once. */
const LIMIT = { most: 64, words: 'Too many large questions to the archive are waiting for their answers. Ask again in a moment.' };

interface AggregateServiceDeps {
  archive: Pick<ArchivePort, 'trend' | 'top' | 'summary'>;
  clock: Clock;
  /** Checks every relative window again. */
  development: boolean;
}

export type AggregateService = ReturnType<typeof createAggregateService>;
type TrendRequest = BanFilterRequest & { bucket?: number; points?: number; by?: TrendGroup; compare?: boolean };

/** What the archive says when it is added up. Throws INVALID_INPUT and what the archive throws. */
export function createAggregateService({ archive: unlimited, clock, development }: AggregateServiceDeps) {
  const archive = { trend: limitWaiting(unlimited.trend, LIMIT), top: limitWaiting(unlimited.top, LIMIT), summary: limitWaiting(unlimited.summary, LIMIT) };
  const filterOf = createFilterReader({ clock, development });
  return {
    async trend({ bucket, points = MAX_BUCKETS, by = 'jail', compare = false, ...request }: TrendRequest): Promise<TrendResponse> {
      const filter = filterOf(request);
      const length = filter.to - filter.from;
      const most = Math.min(MAX_BUCKETS, Math.max(FEWEST_BUCKETS, points));
      const seconds = bucket ?? BUCKETS.find((candidate) => length / candidate <= most) ?? 31_536_000;
      if (length / seconds > MOST_BUCKETS) {
        throw invalidInput('bucket', `The window has more than ${MOST_BUCKETS} buckets: take longer ones.`);
      }
      const pointsOf = await trendPointsOf(archive, filter, by, seconds);
      const [now, before] = await Promise.all([pointsOf(filter), compare ? pointsOf(windowBefore(filter)) : null]);
      return { from: filter.from, to: filter.to, bucket: seconds, by, points: now, previous: before };
    },
    async top({ by, limit, ...request }: BanFilterRequest & { by: TopGroup; limit: number }): Promise<TopResponse> {
      const filter = filterOf(request);
      return { from: filter.from, to: filter.to, by, rows: await archive.top(filter, by, limit) };
    },
    async summary(request: BanFilterRequest): Promise<Summary> {
      const filter = filterOf(request);
      // Whatever restricts the filter alone decides which rollup can count.
      const by = filter.countries ? 'country' : filter.asns ? 'asn' : 'jail';
      const [now, before] = await Promise.all([archive.summary(filter), archive.trend(windowBefore(filter), ONE_BUCKET, by)]);
      return { from: filter.from, to: filter.to, ...now, previousBans: before.reduce((sum, { bans }) => sum + bans, 0) };
    },
  };
}

/** The window of the same length that ends where this one begins. Empty before the beginning of time. */
function windowBefore(filter: HistoryFilter): HistoryFilter {
  return { ...filter, from: Math.max(0, filter.from - (filter.to - filter.from + 1)), to: filter.from - 1 };
}
