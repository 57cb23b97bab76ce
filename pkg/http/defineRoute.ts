import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Action } from '../contract/roles';
import type { Principal } from '../domain/principal';
import type { AuditRecord } from '../services/createAuditTrail';

interface RequestSchemas {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface RouteContext<R extends RequestSchemas> {
  principal: Principal;
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: Parsed<R['body']>;
  headers: IncomingHttpHeaders;
}

export interface Reply<T> {
  /** 200 unless said otherwise. */
  status?: number;
  body: T;
  /** For the audit trail; done unless said otherwise. */
  result?: AuditRecord['result'];
}

interface RouteBase<R extends RequestSchemas, S extends z.ZodType> {
  /** Below API_PREFIX, with express' parameters. */
  path: string;
  /** What the caller must be allowed to do. */
  role: Action;
  summary: string;
  request: R;
  response: S;
  handler: (context: RouteContext<R>) => Promise<Reply<z.input<S>>>;
}

/** Reading needs no record; what changes something names itself in the audit trail. */
export type RouteDefinition<R extends RequestSchemas = RequestSchemas, S extends z.ZodType = z.ZodType> = RouteBase<R, S> &
  ({ method: 'get'; audit: null } | { method: 'post' | 'put' | 'delete'; audit: string });

/** A route with its schemas forgotten: what the table, the router and the tests see. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  role: Action;
  audit: string | null;
  summary: string;
  request: RequestSchemas;
  response: z.ZodType;
  /** Validates the raw parts, throws ZodError tagged with the part, and answers. */
  answer(raw: RawRequest): Promise<Reply<unknown>>;
}

export interface RawRequest {
  principal: Principal;
  params: unknown;
  query: unknown;
  body: unknown;
  headers: IncomingHttpHeaders;
}

/** A parameter that means nothing is mostly a typing error: left unsaid, it would widen what is asked for. */
const NO_QUERY = z.strictObject({}).transform(() => undefined);
/** Lets the answer tell what is missing from what is wrong. */
const REPORTED = { reportInput: true };

/** The only way to make a route: without permission, schemas and audit it does not compile. */
export function defineRoute<R extends RequestSchemas, S extends z.ZodType>(definition: RouteDefinition<R, S>): Route {
  const { method, path, role, audit, summary, request, response, handler } = definition;
  return {
    method,
    path,
    role,
    audit,
    summary,
    request,
    response,
    async answer(raw) {
      // Each part was parsed by the very schema that types it; a part without a schema is undefined in the type as well.
      const parsed = {
        principal: raw.principal,
        headers: raw.headers,
        params: request.params?.parse(raw.params, REPORTED),
        query: (request.query ?? NO_QUERY).parse(raw.query, REPORTED),
        body: request.body?.parse(raw.body ?? {}, REPORTED),
      } as RouteContext<R>;
      return handler(parsed);
    },
  };
}
