import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Action } from '../contract/roles';
import type { Principal } from '../domain/principal';
import type { SharedLoad } from './createShares';

export interface RequestSchemas {
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

/** What a route of any kind says of itself. */
export interface RouteBase<R extends RequestSchemas> {
  /** Below API_PREFIX, with express' parameters. */
  path: string;
  /** What the caller must be allowed to do. */
  role: Action;
  summary: string;
  /** What it takes a share of; absent where answers cost next to nothing. */
  takes?: SharedLoad;
  request: R;
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

/** Throws ZodError. */
export function parseRequest<R extends RequestSchemas>(request: R, raw: RawRequest): RouteContext<R> {
  // Each part is parsed by the very schema that types it; a part without a schema is undefined in the type as well.
  return {
    principal: raw.principal,
    headers: raw.headers,
    params: request.params?.parse(raw.params, REPORTED),
    query: (request.query ?? NO_QUERY).parse(raw.query, REPORTED),
    body: request.body?.parse(raw.body ?? {}, REPORTED),
  } as RouteContext<R>;
}
