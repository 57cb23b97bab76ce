import cors from 'cors';
import type { Express, Request, RequestHandler } from 'express';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { ACTION_ROLE, may } from '../contract/roles';
import { API_PREFIX } from '../contract/routes';
import { BanguiError } from '../domain/errors';
import type { Principal } from '../domain/principal';
import type { AuditTrail } from '../services/archive/createAuditTrail';
import type { Logger } from '../services/ports/logger';
import { answerErrors, answerUnknownPath } from './answerErrors';
import { auditFailures, nameChange, recordChange } from './auditChanges';
import type { CountedRequest } from './countRequests';
import { countRequests } from './countRequests';
import type { Shares } from './createShares';
import type { DownloadRoute } from './defineDownload';
import type { JsonRoute, Route } from './defineRoute';
import type { AcceptedToken } from './principalOf';
import { personKey, principalIn, principalOf } from './principalOf';
import { refusedMethods } from './refusedMethods';
import { sendDownload } from './sendDownload';
import type { ServedMetrics } from './serveMetrics';
import { METRICS_PATH, serveMetrics } from './serveMetrics';
import { traceRequests } from './traceRequests';

interface HttpAppDeps {
  routes: readonly Route[];
  tokens: readonly AcceptedToken[];
  corsOrigins: readonly string[];
  rateLimitPerMinute: number;
  audit: AuditTrail;
  /** The same for whatever asks, by whichever door. */
  shares: Pick<Shares, 'within'>;
  logger: Logger;
  /** True once everything is started, false again while stopping. */
  isReady: () => boolean;
  /** What /metrics answers; absent where there is none. */
  metrics?: ServedMetrics;
  onRequest?: (request: CountedRequest) => void;
}

/** The API, whoever brings the request: a script over HTTP, or Grafana in-process. */
export function createHttpApp({ routes, tokens, corsOrigins, rateLimitPerMinute, audit, shares, logger, isReady, metrics, onRequest = () => {} }: HttpAppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(traceRequests(logger), countRequests(onRequest), helmet(), allowOrigins(corsOrigins));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', (_request, response) => void response.status(isReady() ? 200 : 503).json({ ready: isReady() }));
  const known = identify(tokens);
  const whileRunning = refuseWhileStopping(isReady);
  if (metrics) {
    app.get(METRICS_PATH, whileRunning, ...serveMetrics(metrics, known));
    refusedMethods([{ method: 'get', path: METRICS_PATH }]).forEach(({ path, refuse }) => app.all(path, refuse));
  }

  const api = express.Router();
  for (const route of routes) {
    const { method, path, audit: change } = route;
    if (change !== null) {
      api[method](path, nameChange(change, 'auditsLists' in route && route.auditsLists === false));
    }
  }
  api.use(known, limitRate(rateLimitPerMinute), whileRunning, express.json({ limit: '1mb' }));
  for (const route of routes) {
    api[route.method](route.path, 'open' in route ? serveDownload(route, shares, logger) : serve(route, shares, audit));
  }
  for (const { path, refuse } of refusedMethods(routes)) {
    api.all(path, refuse);
  }
  api.use(auditFailures(audit));
  app.use(API_PREFIX, api);
  app.use(answerUnknownPath, answerErrors(logger));
  return app;
}

/** A listed origin passes; another gets no header at all. */
function allowOrigins(origins: readonly string[]): RequestHandler {
  return cors<Request>((request, decide) =>
    decide(null, { origin: origins.includes(request.headers.origin ?? '') && request.headers.origin, exposedHeaders: ['x-request-id', 'retry-after'] })
  );
}

/** Tokens cannot be tried out at will. Counted by address, as nobody is known yet, and only where the token was wrong. */
function limitGuesses(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: 60,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    validate: false,
    keyGenerator: (request) => request.socket.remoteAddress ?? '',
    handler: (_request, _response, next) => next(new BanguiError('RATE_LIMITED', 'Too many wrong tokens. Wait as long as Retry-After says.')),
  });
}

/** Only who could not be identified is counted, so that nobody's guesses shut out who has a right token. */
function identify(tokens: readonly AcceptedToken[]): RequestHandler {
  const countGuess = limitGuesses();
  return (request, response, next) => {
    try {
      const principal = principalOf(request, tokens);
      response.locals.principal = principal;
      response.locals.actor = principal.login;
    } catch (error) {
      void countGuess(request, response, (limited?: unknown) => next(limited ?? error));
      return;
    }
    next();
  };
}

/** Each person and each script has an allowance of its own: behind Grafana all come from one address. */
function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    validate: false,
    keyGenerator: (_request, response) => personKey(identified(response.locals)),
    handler: (_request, _response, next) => next(new BanguiError('RATE_LIMITED', 'Too many requests. Wait as long as Retry-After says.')),
  });
}

function refuseWhileStopping(isReady: () => boolean): RequestHandler {
  return (_request, _response, next) => {
    if (!isReady()) {
      throw new BanguiError('SHUTTING_DOWN', 'The sidecar is starting or stopping.');
    }
    next();
  };
}

function serve(route: JsonRoute, shares: HttpAppDeps['shares'], audit: AuditTrail): RequestHandler {
  return async (request, response) => {
    const principal = identified(response.locals);
    authorize(route, principal);
    const { status = 200, body, result = 'done' } = await shares.within(route.takes, principal, () => route.answer(rawParts(request, principal)));
    recordChange(audit, response, result, { reply: body });
    response.status(status).json(body);
  };
}

function serveDownload(route: DownloadRoute, shares: HttpAppDeps['shares'], logger: Logger): RequestHandler {
  return async (request, response) => {
    const principal = identified(response.locals);
    authorize(route, principal);
    await shares.within(route.takes, principal, async () => sendDownload(response, await route.open(rawParts(request, principal)), logger));
  };
}

function authorize(route: Route, { role, login }: Principal): void {
  const needed = ACTION_ROLE[route.role];
  if (!may(role, route.role)) {
    throw new BanguiError('FORBIDDEN', `This needs the role ${needed}; yours is ${role}.`, { needed, role });
  }
  if (route.audit !== null && login === '') {
    throw new BanguiError('FORBIDDEN', 'Who is not signed in changes nothing.', { needed, role });
  }
}

function rawParts(request: Request, principal: Principal) {
  const { params, query, body, headers } = request;
  return { principal, params, query, body, headers };
}

/** identify() comes before all that asks. */
function identified(locals: Record<string, unknown>): Principal {
  const principal = principalIn(locals);
  if (!principal) {
    throw new Error('Nobody was identified');
  }
  return principal;
}
