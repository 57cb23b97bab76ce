import type { TopGroup } from '../pkg/contract/aggregates';
import type { BansRequest } from '../pkg/contract/bans';
import type { TrendGroup } from '../pkg/contract/history';
import { APP_ID } from './constants';

export const PAGES = { overview: '', jails: 'jails', bans: 'bans', history: 'history', alerts: 'alerts', configuration: 'configuration', server: 'server', filterLab: 'filter-lab' } as const;
/** Addresses have a page each and none of all. */
export const ADDRESSES = 'addresses';
/** A second address of the overview. */
export const LISTED_OVERVIEW = 'overview';
export type PageName = keyof typeof PAGES;

export const HOST_PARAM = 'ds';
export const PAGE_SIZES = [25, 50, 100, 200] as const;

/** What the Bans page shows; all of it lives in the URL. */
export interface BansView {
  search: string;
  jails: string[];
  sort: NonNullable<BansRequest['sort']>;
  order: NonNullable<BansRequest['order']>;
  page: number;
  pageSize: number;
}

export const DEFAULT_VIEW: BansView = { search: '', jails: [], sort: 'start', order: 'desc', page: 1, pageSize: 50 };

// Repeated here because the contract's list comes with its validator, which the browser does not load.
const SORTS: ReadonlyArray<BansView['sort']> = ['start', 'end', 'address', 'jail'];

/** Address of a page in Grafana, with the host and what the page shows. */
export function pageUrl(page: PageName, uid: string | null, view: Partial<BansView> = {}): string {
  const params = writeBansView(new URLSearchParams(uid === null ? {} : { [HOST_PARAM]: uid }), { ...DEFAULT_VIEW, ...view });
  const path = [`/a/${APP_ID}`, PAGES[page]].filter(Boolean).join('/');
  return params.size > 0 ? `${path}?${params.toString()}` : path;
}

/** Address of a jail's own page. */
export function jailUrl(uid: string, jail: string): string {
  return pageUrl('jails', uid).replace(/(?=\?|$)/, () => `/${encodeURIComponent(jail)}`);
}

/** What the Filter lab begins with: the filter that a jail has loaded, or a saved one. */
export function filterLabUrl(uid: string, preset: { jail?: string; filter?: string } = {}): string {
  return `/a/${APP_ID}/${PAGES.filterLab}?${new URLSearchParams({ [HOST_PARAM]: uid, ...preset }).toString()}`;
}

/** Where a look at everything begins, as Grafana writes times: before all that an archive can hold. */
export const LONG_AGO = '0';

/** Address of the page of one banned address; of a network, all that the archive knows of it. */
export function addressUrl(uid: string, address: string): string {
  if (address.includes('/')) {
    return historyUrl(uid, { search: address, from: LONG_AGO });
  }
  return `/a/${APP_ID}/${ADDRESSES}/${encodeURIComponent(address)}?${new URLSearchParams({ [HOST_PARAM]: uid }).toString()}`;
}

export const CONFIG_TABS = ['jails', 'defaults', 'filters', 'actions', 'files', 'history'] as const;
export type ConfigTab = (typeof CONFIG_TABS)[number];

/** Where on the Configuration page: a list, or one of it by its name; of files the name is a path. */
export interface ConfigPlace {
  tab: ConfigTab;
  name: string | null;
}

/** Address of a part of the Configuration page. */
export function configUrl(uid: string, tab: ConfigTab, name: string | null = null): string {
  const below = name === null ? `/${tab}` : `/${tab}/${encodeURIComponent(name)}`;
  return pageUrl('configuration', uid).replace(/(?=\?|$)/, () => below);
}

/** `path` is what follows the page's own, decoded. */
export function readConfigPlace(path: string): ConfigPlace {
  const [, tab, name = ''] = /^([^/]*)\/?(.*)$/.exec(path) ?? [];
  return { tab: CONFIG_TABS.find((known) => known === tab) ?? 'jails', name: name === '' ? null : name };
}

const SEARCH_LENGTH = 64;

export function readSearch(params: URLSearchParams): string {
  return (params.get('search') ?? '').slice(0, SEARCH_LENGTH);
}

/** The given parameters with this search; an empty one is left out. */
export function writeSearch(params: URLSearchParams, search: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (search === '') {
    next.delete('search');
  } else {
    next.set('search', search);
  }
  return next;
}

export function readBansView(params: URLSearchParams): BansView {
  const pageSize = Number(params.get('pageSize'));
  return {
    search: readSearch(params),
    jails: params.getAll('jail'),
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? DEFAULT_VIEW.sort,
    order: params.get('order') === 'asc' ? 'asc' : 'desc',
    page: Math.max(1, Math.floor(Number(params.get('page'))) || 1),
    pageSize: PAGE_SIZES.find((size) => size === pageSize) ?? DEFAULT_VIEW.pageSize,
  };
}

/** The given parameters with this view; what is as by default is left out. */
export function writeBansView(params: URLSearchParams, view: BansView): URLSearchParams {
  const next = writeSearch(params, view.search);
  const put = (name: string, value: string | number, usual: string | number) => {
    if (value === usual) {
      next.delete(name);
    } else {
      next.set(name, String(value));
    }
  };
  next.delete('jail');
  view.jails.forEach((jail) => next.append('jail', jail));
  put('sort', view.sort, DEFAULT_VIEW.sort);
  put('order', view.order, DEFAULT_VIEW.order);
  put('page', view.page, DEFAULT_VIEW.page);
  put('pageSize', view.pageSize, DEFAULT_VIEW.pageSize);
  return next;
}

/** The request behind a view. */
export function toBansRequest({ search, jails, ...rest }: BansView): BansRequest {
  return { ...rest, ...(search ? { search } : {}), ...(jails.length > 0 ? { jail: jails } : {}) };
}

/** What the History page shows; all of it lives in the URL. */
export interface HistoryView {
  /** As Grafana has them: "now-24h", "now/d", or epoch milliseconds. */
  from: string;
  to: string;
  search: string;
  jails: string[];
  /** ISO 3166-1 alpha-2; ZZ is what belongs to no country. */
  countries: string[];
  asns: number[];
  /** 1: all addresses. */
  minBans: number;
  /** What the chart tells apart. */
  by: TrendGroup;
  /** The chart also shows the time before. */
  compare: boolean;
  /** Which list of the most banned is open. */
  top: TopGroup;
}

export const DEFAULT_HISTORY: HistoryView = {
  from: 'now-24h',
  to: 'now',
  search: '',
  jails: [],
  countries: [],
  asns: [],
  minBans: 1,
  by: 'jail',
  compare: false,
  top: 'address',
};

/** What counts as a repeat offender. */
export const REPEATED = 2;
export const TREND_GROUPS: readonly TrendGroup[] = ['jail', 'country', 'asn'];
export const TOP_GROUPS: readonly TopGroup[] = ['address', 'network', 'country', 'asn', 'jail'];

/** Address of the History page with what it shows. */
export function historyUrl(uid: string, view: Partial<HistoryView>): string {
  return `/a/${APP_ID}/${PAGES.history}?${writeHistoryView(new URLSearchParams({ [HOST_PARAM]: uid }), { ...DEFAULT_HISTORY, ...view }).toString()}`;
}

export function readHistoryView(params: URLSearchParams): HistoryView {
  return {
    from: params.get('from') ?? DEFAULT_HISTORY.from,
    to: params.get('to') ?? DEFAULT_HISTORY.to,
    search: readSearch(params),
    jails: params.getAll('jail'),
    countries: [...new Set(params.getAll('country').filter((code) => /^[A-Z]{2}$/.test(code)))],
    asns: [...new Set(params.getAll('asn').map((text) => Number(text.replace(/^AS/, ''))).filter(isAsn))],
    minBans: Math.max(1, Math.floor(Number(params.get('minBans'))) || 1),
    by: TREND_GROUPS.find((group) => group === params.get('by')) ?? DEFAULT_HISTORY.by,
    compare: params.get('compare') === 'true',
    top: TOP_GROUPS.find((group) => group === params.get('top')) ?? DEFAULT_HISTORY.top,
  };
}

/** The given parameters with this view; what is as by default is left out. */
export function writeHistoryView(params: URLSearchParams, view: HistoryView): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, values: ReadonlyArray<string | number | boolean>, usual?: string | number | boolean) => {
    next.delete(name);
    values.filter((value) => value !== usual).forEach((value) => next.append(name, String(value)));
  };
  put('from', [view.from], DEFAULT_HISTORY.from);
  put('to', [view.to], DEFAULT_HISTORY.to);
  put('search', [view.search], '');
  put('jail', view.jails);
  put('country', view.countries);
  put('asn', view.asns);
  put('minBans', [view.minBans], DEFAULT_HISTORY.minBans);
  put('by', [view.by], DEFAULT_HISTORY.by);
  put('compare', [view.compare], DEFAULT_HISTORY.compare);
  put('top', [view.top], DEFAULT_HISTORY.top);
  return next;
}

/** Numbers of autonomous systems have 32 bits; 0 is none. */
export function isAsn(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= 0xffffffff;
}
