import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { ERROR_STATUS } from '../contract/errors';
import type { AuditRecord, AuditTrail } from '../services/createAuditTrail';
import { toBanguiError } from './answerErrors';
import { principalIn } from './principalOf';

interface AuditLocals {
  /** What the request would change; absent for what only reads. */
  change?: string;
  /** Of its path: whom or what it is about. */
  params?: Request['params'];
}

/** Said of a request before anything may refuse it. */
export function nameChange(change: string): RequestHandler {
  return ({ params }, response, next) => {
    Object.assign<object, AuditLocals>(response.locals, { change, params });
    next();
  };
}

/** One record a request; none for what only reads. */
export function recordChange(audit: AuditTrail, response: Response, result: AuditRecord['result'], fields: Record<string, unknown>): void {
  const locals = response.locals as AuditLocals;
  const { change, params = {} } = locals;
  const about = Object.keys(params).length > 0 ? { params } : {};
  const principal = principalIn(response.locals);
  if (change !== undefined && principal) {
    locals.change = undefined;
    audit.record({ principal, action: change, result, fields: { request_id: response.getHeader('x-request-id'), request: response.req.body, ...about, ...fields } });
  }
}

/** Records what was not done, wherever it was refused; nothing when nobody knows who asked. */
export function auditFailures(audit: AuditTrail): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, next) => {
    const known = toBanguiError(error);
    const code = known?.code ?? 'INTERNAL';
    const refused = ERROR_STATUS[code] < 500 || code === 'SHUTTING_DOWN';
    recordChange(audit, response, refused ? 'refused' : 'failed', { error_code: code, message: known?.message });
    next(error);
  };
}
