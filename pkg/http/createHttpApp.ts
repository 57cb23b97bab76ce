import cors from 'cors';
import type { Express, Request, RequestHandler } from 'express';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { ERROR_STATUS } from '../contract/errors';
import { ACTION_ROLE, may } from '../contract/roles';
import { API_PREFIX } from '../contract/routes';
import { BanguiError } from '../domain/errors';
import type { Principal } from '../domain/principal';
import type { AuditTrail } from '../services/createAuditTrail';
import type { Logger } from '../services/ports/logger';
import { answerErrors, answerUnknownPath, toBanguiError } from './answerErrors';
import type { Route } from './defineRoute';
import type { AcceptedToken } from './principalOf';
import { isVouchedFor, principalOf } from './principalOf';
import { traceRequests } from './traceRequests';

interface HttpAppDeps {
  routes: readonly Route[];
  tokens: readonly AcceptedToken[];
  corsOrigins: readonly string[];
  rateLimitPerMinute: number;
  audit: AuditTrail;
  logger: Logger;
  /** True once everything is started, false again while stopping. */
  isReady: () => boolean;
}

/** The API, whoever brings the request: a script over HTTP, or Grafana in-process. */
export function createHttpApp({ routes, tokens, corsOrigins, rateLimitPerMinute, audit, logger, isReady }: HttpAppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(traceRequests(logger), helmet(), allowOrigins(corsOrigins));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', (_request, response) => void response.status(isReady() ? 200 : 503).json({ ready: isReady() }));

  const api = express.Router();
  api.use(limitGuesses(), identify(tokens), limitRate(rateLimitPerMinute), refuseWhileStopping(isReady), express.json({ limit: '1mb' }));
  for (const route of routes) {
    api[route.method](route.path, serve(route, audit));
  }
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
    skip: isVouchedFor,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    keyGenerator: (request) => request.socket.remoteAddress ?? '',
    handler: (_request, _response, next) => next(new BanguiError('RATE_LIMITED', 'Too many wrong tokens. Wait as long as Retry-After says.')),
  });
}

function identify(tokens: readonly AcceptedToken[]): RequestHandler {
  return (request, response, next) => {
    const principal = principalOf(request, tokens);
    response.locals.principal = principal;
    response.locals.actor = principal.login;
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
    keyGenerator: (_request, response) => {
      const { via, orgId, login } = principalIn(response.locals);
      return `${via}/${orgId}/${login}`;
    },
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

function serve(route: Route, audit: AuditTrail): RequestHandler {
  return async (request, response) => {
    const principal = principalIn(response.locals);
    const record = (result: 'done' | 'failed' | 'refused' | 'running', fields: Record<string, unknown>) => {
      if (route.audit !== null) {
        const request_id = response.getHeader('x-request-id');
        audit.record({ principal, action: route.audit, result, fields: { request_id, request: request.body, ...fields } });
      }
    };
    try {
      authorize(route, principal);
      const { status = 200, body, result = 'done' } = await route.answer(rawParts(request, principal));
      record(result, { reply: body });
      response.status(status).json(body);
    } catch (error) {
      const code = toBanguiError(error)?.code ?? 'INTERNAL';
      record(ERROR_STATUS[code] < 500 ? 'refused' : 'failed', { error_code: code, message: toBanguiError(error)?.message });
      throw error;
    }
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

/** `locals` is untyped by express; identify() has put the principal there for every route of the API. */
function principalIn(locals: Record<string, unknown>): Principal {
  return locals.principal as Principal;
}
