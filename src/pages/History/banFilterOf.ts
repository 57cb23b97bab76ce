import type { BanFilter } from '../../api/banFilter';
import type { HistoryView } from '../../routing';
import type { TimeWindow } from './timeWindow';

/** The request behind a view; what restricts nothing is left out. */
export function banFilterOf({ jails, search, countries, asns, minBans }: HistoryView, window: TimeWindow): BanFilter {
  return {
    ...window,
    ...(jails.length > 0 ? { jail: jails } : {}),
    ...(search ? { search } : {}),
    ...(countries.length > 0 ? { country: countries } : {}),
    ...(asns.length > 0 ? { asn: asns } : {}),
    ...(minBans > 1 ? { minBans } : {}),
  };
}

export function isFiltered({ jails, search, countries, asns, minBans }: HistoryView): boolean {
  return jails.length + countries.length + asns.length > 0 || search !== '' || minBans > 1;
}

export const NO_FILTER = { jails: [], search: '', countries: [], asns: [], minBans: 1 } satisfies Partial<HistoryView>;
