import { parseAddress } from '../../domain/address';
import { invalidInput } from '../../domain/errors';
import { assertSince, rangeSeconds, sinceOf } from '../../domain/since';
import type { HistoryFilter } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';

const DEFAULT_RANGE = '24h';

/** Which bans are meant, as a person or a dashboard says it. */
export interface BanFilterRequest {
  range?: string;
  from?: number;
  to?: number;
  jail?: readonly string[];
  search?: string;
  country?: readonly string[];
  asn?: readonly number[];
  minBans?: number;
}

interface FilterReaderDeps {
  clock: Clock;
  /** Checks every relative window again. */
  development: boolean;
}

/** Computed for each request: a window that is kept would stand still. Throws INVALID_INPUT. */
export function createFilterReader({ clock, development }: FilterReaderDeps): (request: BanFilterRequest) => HistoryFilter {
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

  return ({ range, from, to, jail, search, country, asn, minBans }) => {
    const address = search ? parseAddress(search, 'search') : null;
    const wrong = country?.find((code) => !/^[A-Z]{2}$/.test(code));
    if (wrong !== undefined) {
      throw invalidInput('country', `A country is two upper-case letters such as DE; ${JSON.stringify(wrong.slice(0, 40))} is not.`);
    }
    return {
      ...windowOf(range, from, to),
      jails: given(jail),
      addresses: address ? { low: address.low, high: address.high } : undefined,
      countries: given(country),
      asns: given(asn),
      minBans,
    };
  };
}

/** Each once; an empty list restricts nothing. */
function given<T>(list: readonly T[] | undefined): T[] | undefined {
  return list && list.length > 0 ? [...new Set(list)] : undefined;
}
