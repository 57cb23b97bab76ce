import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { ERROR_STATUS } from '../contract/errors';
import type { AuditRecord, AuditTrail } from '../services/archive/createAuditTrail';
import { toBanguiError } from './answerErrors';
import { principalIn } from './principalOf';

interface AuditLocals {
  /** What the request would change, and the parameters of its path; absent for what only reads. */
  change?: { action: string; params: Record<string, unknown>; listsCounted: boolean };
}

/** Said of a request before anything may refuse it. With `listsCounted` the record holds how long lists are in place of what is in them. */
export function nameChange(action: string, listsCounted: boolean): RequestHandler {
  return (request, response, next) => {
    // express forgets the parameters of a path where the path ends.
    (response.locals as AuditLocals).change = { action, params: { ...request.params }, listsCounted };
    next();
  };
}

/** One record a request; none for what only reads. */
export function recordChange(audit: AuditTrail, response: Response, result: AuditRecord['result'], fields: Record<string, unknown>): void {
  const locals = response.locals as AuditLocals;
  const { change } = locals;
  const principal = principalIn(response.locals);
  if (change !== undefined && principal) {
    locals.change = undefined;
    const told = { request: requestOf(change.params, response.req.body), ...fields };
    audit.record({ principal, action: change.action, result, fields: { request_id: response.getHeader('x-request-id'), ...(change.listsCounted ? withCounts(told) : told) } });
  }
}

/** Lists as their lengths, at any depth. */
function withCounts(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? { count: value.length } : typeof value === 'object' && value !== null ? withCounts({ ...value }) : value]));
}

/** What the path named and the body as one; the body apart where it is no object, or names something else the same. */
function requestOf(params: Record<string, unknown>, body: unknown): unknown {
  if (Object.keys(params).length === 0) {
    return body;
  }
  const one = typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(params).every((name) => !(name in body));
  return one ? { ...params, ...body } : { ...params, body };
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
