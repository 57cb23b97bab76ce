import type { RequestHandler } from 'express';
import { BanguiError } from '../domain/errors';
import type { Route } from './defineRoute';

/** For each path of the routes, what answers the methods that it does not take. */
export function refusedMethods(routes: ReadonlyArray<Pick<Route, 'method' | 'path'>>): Array<{ path: string; refuse: RequestHandler }> {
  return [...new Set(routes.map(({ path }) => path))].map((path) => {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
    return { path, refuse: refuseMethod(methods) };
  });
}

/** Comes after the handlers of `taken`. Express answers HEAD by what answers GET. */
function refuseMethod(taken: readonly string[]): RequestHandler {
  const allowed = taken.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  return (request, response) => {
    response.setHeader('allow', allowed.join(', '));
    throw new BanguiError('METHOD_NOT_ALLOWED', `${request.baseUrl}${request.path} takes ${allowed.join(' and ')}, not ${request.method}.`, { allowed });
  };
}
