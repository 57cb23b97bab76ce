import type { Summary, TopGroup, TopResponse } from '../contract/aggregates';
import type { TrendGroup, TrendResponse } from '../contract/history';
import { invalidInput } from '../domain/errors';
import type { BanFilterRequest } from './history/createFilterReader';
import { createFilterReader } from './history/createFilterReader';
import type { ArchivePort, HistoryFilter } from './ports/archivePort';
import type { Clock } from './ports/clock';

/** Lengths of trend buckets; the shortest that makes at most MAX_BUCKETS of the window is taken. */
const BUCKETS = [60, 300, 900, 3600, 21_600, 86_400, 604_800];
const MAX_BUCKETS = 300;
const FEWEST_BUCKETS = 10;
/** There are thousands of systems, and nobody reads so many lines of a chart. */
const MOST_SYSTEMS = 20;
/** One bucket for all time: whole hours, so that the archive need not count single bans. */
const ONE_BUCKET = 3600 * 10_000_000;

interface AggregateServiceDeps {
  archive: Pick<ArchivePort, 'trend' | 'top' | 'summary'>;
  clock: Clock;
  /** Checks every relative window again. */
  development: boolean;
}

export type AggregateService = ReturnType<typeof createAggregateService>;
type TrendRequest = BanFilterRequest & { bucket?: number; points?: number; by?: TrendGroup; compare?: boolean };

/** What the archive says when it is added up. Throws INVALID_INPUT and what the archive throws. */
export function createAggregateService({ archive, clock, development }: AggregateServiceDeps) {
  const filterOf = createFilterReader({ clock, development });

  async function largestSystems(filter: HistoryFilter): Promise<number[]> {
    const rows = await archive.top(filter, 'asn', MOST_SYSTEMS);
    return rows.flatMap(({ key }) => (key === null ? [] : [Number(key)]));
  }

  return {
    async trend({ bucket, points = MAX_BUCKETS, by = 'jail', compare = false, ...request }: TrendRequest): Promise<TrendResponse> {
      const filter = filterOf(request);
      const length = filter.to - filter.from;
      const most = Math.min(MAX_BUCKETS, Math.max(FEWEST_BUCKETS, points));
      const seconds = bucket ?? BUCKETS.find((candidate) => length / candidate <= most) ?? 604_800;
      if (length / seconds > 100_000) {
        throw invalidInput('bucket', 'The window has too many buckets: take longer ones.');
      }
      const shown = by === 'asn' && !filter.asns ? { ...filter, asns: await largestSystems(filter) } : filter;
      const [now, before] = await Promise.all([archive.trend(shown, seconds, by), compare ? archive.trend(windowBefore(shown), seconds, by) : null]);
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
