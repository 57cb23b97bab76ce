import type { Readable } from 'node:stream';
import type { TopGroup, TopResponse } from '../contract/aggregates';
import type { BansResponse, BAN_SORTS } from '../contract/bans';
import type { HistoryResponse, TrendGroup, TrendResponse } from '../contract/history';
import type { JailsResponse } from '../contract/jails';
import type { Check } from '../contract/queries';
import type { Status } from '../contract/status';
import type { Finding } from '../domain/finding';
import type { Principal } from '../domain/principal';
import type { ConfigMoment, ConfigMomentsRequest } from '../services/config/createConfigMoments';
import type { LifeRequest } from '../services/history/createLifeService';
import type { FoundLines, LogLinesRequest } from '../services/follow/createLogService';
import type { Life } from '../services/ports/archivePort';
import type { SidecarFigures } from '../services/health/createSidecarFigures';
import type { EventFeed } from '../services/events/createEventFeed';
import type { Clock } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';

export interface ResourceRequest {
  method: string;
  /** Path and query, with the API's prefix. */
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface ResourceResponse {
  status: number;
  headers: Record<string, string | string[]>;
  /** A stream when it is still being written: no faster than it is read, until it is destroyed. */
  body: Buffer | Readable;
}

/** One page of the active bans; `pageSize` up to the 100,000 that a query may ask for. */
export interface BansPageRequest {
  jail?: string[];
  search?: string;
  sort: (typeof BAN_SORTS)[number];
  order: 'asc' | 'desc';
  page: number;
  pageSize: number;
}

/** Bans of the archive that began between two moments, UTC epoch seconds, both inclusive. */
export interface PastBansRequest {
  from: number;
  to: number;
  jail?: string[];
  search?: string;
  country?: string[];
  asn?: number[];
  minBans?: number;
}

/** What Grafana's calls are answered from. A failure is thrown as a BanguiError. */
export interface PluginDeps {
  /** The HTTP API in this process, as `principal`. */
  dispatch(request: ResourceRequest, principal: Principal): Promise<ResourceResponse>;
  /** The cached status: answers also while fail2ban does not. */
  status(): Status | Promise<Status>;
  jails(): Promise<JailsResponse>;
  bans(request: BansPageRequest): Promise<BansResponse>;
  /** Newest first; `limit` up to the 100,000 that a query may ask for. */
  history(request: PastBansRequest & { limit: number }): Promise<HistoryResponse>;
  /** `points`: about how many buckets are wanted. */
  trend(request: PastBansRequest & { points?: number; by?: TrendGroup }): Promise<TrendResponse>;
  /** What a rule watches: a row a subject. */
  check(check: Check, jails?: readonly string[]): Promise<Finding[]>;
  top(request: PastBansRequest & { by: TopGroup; limit: number }): Promise<TopResponse>;
  /** Starts and stops, newest first. */
  life(request: LifeRequest): Promise<{ events: Life[]; more: boolean }>;
  /** Changes of the configuration, newest first. */
  configMoments(request: ConfigMomentsRequest): Promise<{ changes: ConfigMoment[]; more: boolean }>;
  /** Does what asks the archive, or fail2ban's log, when it is this person's turn. */
  inTurn<T>(load: 'archive' | 'log', principal: Principal, work: () => Promise<T>): Promise<T>;
  /** Lines of fail2ban's log, newest first. */
  logs(request: LogLinesRequest): Promise<FoundLines>;
  /** Whether queries may ask for lines of fail2ban's log at all. */
  queryLogLines: boolean;
  /** The figures of the sidecar itself. */
  sidecar(): Promise<SidecarFigures>;
  /** What fail2ban's log tells from now on, and told last. */
  events: Pick<EventFeed, 'last' | 'hasRoom' | 'subscribe'>;
  /** The tokens that a data source may carry: two during a rotation. */
  acceptedTokens(): readonly string[];
  sidecarVersion: string;
  clock: Clock;
  logger: Logger;
}
