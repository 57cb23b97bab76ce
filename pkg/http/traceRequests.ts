import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../services/ports/logger';

/** Gives every request an id, or keeps the one it came with, and writes one access line when it ends. */
export function traceRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
    const began = process.hrtime.bigint();
    response.setHeader('x-request-id', id);
    response.on('close', () => {
      logger.info('request_complete', {
        request_id: id,
        method: request.method,
        path: request.originalUrl.split('?')[0],
        status: response.statusCode,
        aborted: response.writableEnded ? undefined : true,
        duration_ms: Number(process.hrtime.bigint() - began) / 1e6,
        actor: response.locals.actor,
      });
    });
    next();
  };
}
