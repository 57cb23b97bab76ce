import type { ErrorRequestHandler, RequestHandler } from 'express';
import { z } from 'zod';
import type { ErrorBody } from '../contract/errors';
import { ERROR_STATUS } from '../contract/errors';
import { BanguiError, invalidInput } from '../domain/errors';
import type { Logger } from '../services/ports/logger';

/** What went wrong, in the terms of the contract; null for a fault of our own. */
export function toBanguiError(error: unknown): BanguiError | null {
  if (error instanceof BanguiError) {
    return error;
  }
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const field = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.') || 'body';
    return invalidInput(field, unknown === undefined ? `${field}${problemOf(issue)}` : `${field} is unknown here`);
  }
  if (isBodyError(error)) {
    return new BanguiError('INVALID_INPUT', `The body cannot be read: ${error.message}`, { field: 'body' });
  }
  return null;
}

function problemOf(issue: z.core.$ZodIssue | undefined): string {
  const isMissing = issue?.code === 'invalid_type' && 'input' in issue && issue.input === undefined;
  return isMissing ? ' is missing' : `: ${issue?.message ?? 'cannot be used'}`;
}

/** Errors of express' own parsers carry a client status and a type. */
function isBodyError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'type' in error && 'status' in error && typeof error.status === 'number' && error.status < 500;
}

/** The one place where errors become answers. */
export function answerErrors(logger: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    const requestId = String(response.getHeader('x-request-id') ?? '');
    const known = toBanguiError(error);
    if (!known) {
      logger.error('request_failed', { request_id: requestId, error });
    }
    if (response.headersSent) {
      // Only a connection that breaks off tells a half answer from a whole one.
      logger.warn('answer_broken_off', { request_id: requestId, error_code: known?.code ?? 'INTERNAL' });
      response.destroy();
      return;
    }
    const { code, message, details } = known ?? new BanguiError('INTERNAL', `The sidecar failed. Its log tells more under request id ${requestId}.`);
    if (code === 'RATE_LIMITED' && !response.hasHeader('retry-after')) {
      response.setHeader('retry-after', 1);
    }
    const body: ErrorBody = { error_code: code, message, details: { ...details, request_id: requestId } };
    response.status(ERROR_STATUS[code]).json(body);
  };
}

export const answerUnknownPath: RequestHandler = (request) => {
  throw new BanguiError('NOT_FOUND', `There is no ${request.method} ${request.path}.`);
};
