import type { Request, RequestHandler } from 'express';
import { API_PREFIX } from '../contract/routes';

export interface CountedRequest {
  method: string;
  /** With the names of its parameters in place of what they hold; "none" where no route took the request. */
  route: string;
  status: number;
}

/** Tells of each request when its answer has ended. */
export function countRequests(tell: (request: CountedRequest) => void): RequestHandler {
  return (request, response, next) => {
    response.on('close', () => tell({ method: request.method, route: routeOf(request), status: response.statusCode }));
    next();
  };
}

/** Express types the route as anything. */
function routeOf({ originalUrl, route }: Request): string {
  const { path } = (route ?? {}) as { path?: unknown };
  if (typeof path !== 'string') {
    return 'none';
  }
  return originalUrl.startsWith(`${API_PREFIX}/`) ? API_PREFIX + path : path;
}
