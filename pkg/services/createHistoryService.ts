import type { HistoryResponse, TrendResponse } from '../contract/history';
import { parseAddress } from '../domain/address';
import { invalidInput } from '../domain/errors';
import { assertSince, rangeSeconds, sinceOf } from '../domain/since';
import type { ArchivePort, HistoryFilter, HistoryKey } from './ports/archivePort';
import type { Clock } from './ports/clock';
import { epochSeconds } from './ports/clock';

const DEFAULT_RANGE = '24h';
/** Lengths of trend buckets; the shortest that makes at most MAX_BUCKETS of the window is taken. */
const BUCKETS = [60, 300, 900, 3600, 21_600, 86_400, 604_800];
const MAX_BUCKETS = 300;
const FEWEST_BUCKETS = 10;

export interface WindowRequest {
  range?: string;
  from?: number;
  to?: number;
  jail?: readonly string[];
  search?: string;
}

interface HistoryServiceDeps {
  archive: Pick<ArchivePort, 'history' | 'trend'>;
  clock: Clock;
  /** Checks every relative window again. */
  development: boolean;
}

export type HistoryService = ReturnType<typeof createHistoryService>;

/** Questions to the archive. Throws INVALID_INPUT and what the archive throws. */
export function createHistoryService({ archive, clock, development }: HistoryServiceDeps) {
  /** Computed for each request: a window that is kept would stand still. */
  function filterOf({ range, from, to, jail, search }: WindowRequest): HistoryFilter {
    const low = search ? parseAddress(search, 'search') : null;
    return {
      ...windowOf(range, from, to),
      jails: jail && jail.length > 0 ? jail : undefined,
      addresses: low ? { low: low.low, high: low.high } : undefined,
    };
  }

  function windowOf(range: string | undefined, from: number | undefined, to: number | undefined): { from: number; to: number } {
    const now = epochSeconds(clock);
    if (from === undefined && to === undefined) {
      return { from: since(range ?? DEFAULT_RANGE, now), to: now + 60 };
    }
    if (range !== undefined) {
      throw invalidInput('range', 'Give either a range or from and to.');
    }
    const window = { from: from ?? 0, to: to ?? now + 60 };
    if (window.from > window.to) {
      throw invalidInput('from', 'The window ends before it begins.');
    }
    return window;
  }

  function since(range: string, now: number): number {
    const from = Math.max(0, sinceOf(range, now));
    if (development && now > rangeSeconds(range)) {
      assertSince(from, range, now);
    }
    return from;
  }

  return {
    filterOf,
    async page({ after, limit, ...request }: WindowRequest & { after?: string; limit: number }): Promise<HistoryResponse> {
      const filter = filterOf(request);
      const rows = await archive.history(filter, limit + 1, after === undefined ? undefined : readKey(after));
      const bans = rows.slice(0, limit).map((ban) => ({ ...ban, approximate: ban.origin === 'observed' }));
      const last = bans.at(-1);
      return { from: filter.from, to: filter.to, bans, next: rows.length > limit && last ? `${last.start}.${last.id}` : null };
    },
    async trend({ bucket, points = MAX_BUCKETS, ...request }: WindowRequest & { bucket?: number; points?: number }): Promise<TrendResponse> {
      const filter = filterOf(request);
      const length = filter.to - filter.from;
      const most = Math.min(MAX_BUCKETS, Math.max(FEWEST_BUCKETS, points));
      const seconds = bucket ?? BUCKETS.find((candidate) => length / candidate <= most) ?? 604_800;
      if (length / seconds > 100_000) {
        throw invalidInput('bucket', 'The window has too many buckets: take longer ones.');
      }
      return { from: filter.from, to: filter.to, bucket: seconds, points: await archive.trend(filter, seconds) };
    },
  };
}

function readKey(after: string): HistoryKey {
  const [, start, id] = /^(\d{1,12})\.(\d{1,15})$/.exec(after) ?? [];
  if (start === undefined || id === undefined) {
    throw invalidInput('after', 'This is no place of a page before: take its "next" as it is.');
  }
  return { start: Number(start), id: Number(id) };
}
