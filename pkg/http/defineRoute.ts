import type { z } from 'zod';
import type { AuditRecord } from '../services/archive/createAuditTrail';
import type { DownloadRoute } from './defineDownload';
import type { RawRequest, RequestSchemas, RouteBase, RouteContext } from './parseRequest';
import { parseRequest } from './parseRequest';

export interface Reply<T> {
  /** 200 unless said otherwise. */
  status?: number;
  body: T;
  /** For the audit trail; done unless said otherwise. */
  result?: AuditRecord['result'];
}

interface JsonRouteBase<R extends RequestSchemas, S extends z.ZodType> extends RouteBase<R> {
  response: S;
  /** False for what holds lines of logs: the audit, which is kept for ever, then holds how many there were. */
  auditsLists?: false;
  handler: (context: RouteContext<R>) => Promise<Reply<z.input<S>>>;
}

/** Reading needs no record; what changes something names itself in the audit trail. */
export type RouteDefinition<R extends RequestSchemas = RequestSchemas, S extends z.ZodType = z.ZodType> = JsonRouteBase<R, S> &
  ({ method: 'get'; audit: null } | { method: 'post' | 'put' | 'delete'; audit: string });

/** A route with its schemas forgotten: what the table, the router and the tests see. */
export interface JsonRoute extends RouteBase<RequestSchemas> {
  method: 'get' | 'post' | 'put' | 'delete';
  audit: string | null;
  response: z.ZodType;
  auditsLists?: false;
  /** Validates the raw parts, throws ZodError tagged with the part, and answers. */
  answer(raw: RawRequest): Promise<Reply<unknown>>;
}

export type Route = JsonRoute | DownloadRoute;

/** The only way to make a route that answers JSON: without permission, schemas and audit it does not compile. */
export function defineRoute<R extends RequestSchemas, S extends z.ZodType>(definition: RouteDefinition<R, S>): JsonRoute {
  const { method, path, role, audit, summary, takes, request, response, auditsLists, handler } = definition;
  return {
    method,
    path,
    role,
    audit,
    summary,
    takes,
    request,
    response,
    auditsLists,
    async answer(raw) {
      return handler(parseRequest(request, raw));
    },
  };
}
