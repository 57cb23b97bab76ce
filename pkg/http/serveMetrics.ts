import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { ACTION_ROLE, may } from '../contract/roles';
import { BanguiError } from '../domain/errors';
import { principalIn } from './principalOf';

/** Outside of API_PREFIX, where Prometheus looks by itself. */
export const METRICS_PATH = '/metrics';

export interface ServedMetrics {
  contentType: string;
  text(): Promise<string>;
  /** Without a token, for who asks from this host. */
  isPublic: boolean;
}

/** Not counted against the allowance of the API: a scrape costs next to nothing, and a gap in the figures is the worst moment for one. */
export function serveMetrics({ contentType, text, isPublic }: ServedMetrics, identify: RequestHandler): RequestHandler[] {
  return [
    (request, response, next) => (isPublic && isFromThisHost(request) ? next() : identify(request, response, next)),
    async (_request, response) => {
      const principal = principalIn(response.locals);
      if (principal && !may(principal.role, 'read')) {
        throw new BanguiError('FORBIDDEN', `This needs the role ${ACTION_ROLE.read}; yours is ${principal.role}.`, { needed: ACTION_ROLE.read, role: principal.role });
      }
      // As bytes: express would put the parameters of the content type in another order.
      response.set('content-type', contentType).set('cache-control', 'no-store').end(await text());
    },
  ];
}

const OF_PROXIES = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'] as const;

/** A page of the web that a browser of this host was led to by a name of its own is not meant, nor what a proxy passes on that says it is one. */
function isFromThisHost({ socket, headers }: Request): boolean {
  const isLoopback = (address: string) => address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
  const named = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const isNamedLocal = named === 'localhost' || (isIP(named) !== 0 && isLoopback(named));
  return isLoopback(socket.remoteAddress ?? '') && isNamedLocal && OF_PROXIES.every((name) => headers[name] === undefined);
}
