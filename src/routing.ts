import type { BansRequest } from '../pkg/contract/bans';
import { APP_ID } from './constants';

export const PAGES = { overview: '', jails: 'jails', bans: 'bans' } as const;
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
