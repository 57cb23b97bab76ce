import { randomUUID } from 'node:crypto';
import { ERROR_STATUS, type ErrorBody } from '../../contract/errors';
import { BanguiError } from '../../domain/errors';
import type { Logger } from '../../services/ports/logger';

export interface Refusal {
  status: number;
  body: ErrorBody;
}

/** Never 401: Grafana's browser code would repeat the request and may log the user out. */
export function grafanaStatus(status: number): number {
  return status === 401 ? 403 : status;
}

/** An error as the contract says it. What is no BanguiError is our own fault: logged with an id, and only the id is told. */
export function refusalOf(error: unknown, logger: Logger): Refusal {
  if (error instanceof BanguiError) {
    return {
      status: grafanaStatus(ERROR_STATUS[error.code]),
      body: { error_code: error.code, message: error.message, details: error.details },
    };
  }
  const id = randomUUID();
  logger.error('grafana_call_failed', { request_id: id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return {
    status: ERROR_STATUS.INTERNAL,
    body: { error_code: 'INTERNAL', message: `The sidecar failed; its log says why under ${id}.`, details: { request_id: id } },
  };
}
