import type { AddressPage, EraseResponse } from '../../pkg/contract/addresses';
import type { Summary, TopGroup, TopResponse } from '../../pkg/contract/aggregates';
import type { BanRequest, BansRequest, BansResponse, Operation, UnbanRequest } from '../../pkg/contract/bans';
import type { HistoryResponse, LinesResponse, TrendGroup, TrendResponse } from '../../pkg/contract/history';
import type { JailDetail, JailListResponse } from '../../pkg/contract/jailControl';
import { ROUTES } from '../../pkg/contract/routes';
import type { Me, Status } from '../../pkg/contract/status';
import type { BanFilter } from './banFilter';
import { callResource } from './callResource';

/* One typed function per endpoint; `uid` is the data source, which is the host. */

export function getMe(uid: string, signal?: AbortSignal): Promise<Me> {
  return callResource(uid, ROUTES.me, { signal });
}

export function getStatus(uid: string, signal?: AbortSignal): Promise<Status> {
  return callResource(uid, ROUTES.status, { signal });
}

export function getJails(uid: string, signal?: AbortSignal): Promise<JailListResponse> {
  return callResource(uid, ROUTES.jails, { signal });
}

export function getJail(uid: string, jail: string, signal?: AbortSignal): Promise<JailDetail> {
  return callResource(uid, ofJail(ROUTES.jail, jail), { signal });
}

export function postJailStop(uid: string, jail: string): Promise<Operation> {
  return callResource(uid, ofJail(ROUTES.jailStop, jail), { method: 'POST', data: {} });
}

export function postJailStart(uid: string, jail: string): Promise<Operation> {
  return callResource(uid, ofJail(ROUTES.jailStart, jail), { method: 'POST', data: {} });
}

export function postJailIdle(uid: string, jail: string, on: boolean): Promise<Operation> {
  return callResource(uid, ofJail(ROUTES.jailIdle, jail), { method: 'POST', data: { on } });
}

export function getBans(uid: string, params: BansRequest, signal?: AbortSignal): Promise<BansResponse> {
  return callResource(uid, ROUTES.bans, { params, signal });
}

export function postBan(uid: string, data: BanRequest): Promise<Operation> {
  return callResource(uid, ROUTES.ban, { method: 'POST', data });
}

export function postUnban(uid: string, data: UnbanRequest): Promise<Operation> {
  return callResource(uid, ROUTES.unban, { method: 'POST', data });
}

export function getOperation(uid: string, id: string): Promise<Operation> {
  return callResource(uid, ROUTES.operation.replace(':id', encodeURIComponent(id)));
}

/** `after` is the `next` of the page before. */
export function getHistory(uid: string, filter: BanFilter, after: string | null, signal?: AbortSignal): Promise<HistoryResponse> {
  return callResource(uid, ROUTES.history, { params: { ...filter, ...(after === null ? {} : { after }) }, signal });
}

export function getLines(uid: string, id: number, signal?: AbortSignal): Promise<LinesResponse> {
  return callResource(uid, ROUTES.historyLines.replace(':id', String(id)), { signal });
}

/** Seconds: of the years from the beginning of time the sidecar would make buckets of a year. */
const BUCKET_OF_ALL_TIME = 2_592_000;

export function getTrend(uid: string, filter: BanFilter, by: TrendGroup, compare: boolean, signal?: AbortSignal): Promise<TrendResponse> {
  return callResource(uid, ROUTES.trend, { params: { ...filter, ...(filter.from === 0 ? { bucket: BUCKET_OF_ALL_TIME } : {}), by, compare }, signal });
}

export function getTop(uid: string, filter: BanFilter, by: TopGroup, limit: number, signal?: AbortSignal): Promise<TopResponse> {
  return callResource(uid, ROUTES.top, { params: { ...filter, by, limit }, signal });
}

export function getSummary(uid: string, filter: BanFilter, signal?: AbortSignal): Promise<Summary> {
  return callResource(uid, ROUTES.summary, { params: { ...filter }, signal });
}

export function getAddress(uid: string, address: string, signal?: AbortSignal): Promise<AddressPage> {
  return callResource(uid, ofAddress(address), { signal });
}

export function deleteAddress(uid: string, address: string): Promise<EraseResponse> {
  return callResource(uid, ofAddress(address), { method: 'DELETE' });
}

function ofAddress(address: string): string {
  return ROUTES.address.replace(':ip', () => encodeURIComponent(address));
}

function ofJail(route: string, jail: string): string {
  return route.replace(':jail', () => encodeURIComponent(jail));
}
