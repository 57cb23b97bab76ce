import type { ErrorBody, ErrorCode } from '../../pkg/contract/errors';
import type { FailureKind } from './ApiError';
import { ApiError } from './ApiError';

const KIND: Record<ErrorCode, FailureKind> = {
  INVALID_INPUT: 'invalid',
  BAN_GUARD: 'guard',
  FAIL2BAN_REJECTED: 'fail2ban_refused',
  UNAUTHENTICATED: 'token_refused',
  SIDECAR_TOKEN_MISMATCH: 'token_refused',
  FORBIDDEN: 'forbidden',
  CONFIG_READ_ONLY: 'switched_off',
  NOT_FOUND: 'not_found',
  JAIL_NOT_FOUND: 'not_found',
  METHOD_NOT_ALLOWED: 'invalid',
  JAIL_ALREADY_ACTIVE: 'conflict',
  REVISION_CONFLICT: 'conflict',
  OPERATION_IN_PROGRESS: 'conflict',
  CONFIRMATION_NEEDED: 'conflict',
  NO_PENDING_RECOVERY: 'conflict',
  SURROUNDINGS_MISMATCH: 'conflict',
  RATE_LIMITED: 'rate_limited',
  INTERNAL: 'sidecar_failed',
  FAIL2BAN_UNREACHABLE: 'fail2ban_offline',
  FAIL2BAN_PROTOCOL_ERROR: 'sidecar_failed',
  FAIL2BAN_TIMEOUT: 'fail2ban_busy',
  DATABASE_PERMISSION_DENIED: 'archive_failed',
  DATABASE_PATH_INVALID: 'archive_failed',
  DATABASE_BUSY: 'archive_failed',
  DATABASE_CORRUPTED: 'archive_failed',
  DATABASE_UNAVAILABLE: 'archive_failed',
  SHUTTING_DOWN: 'sidecar_unreachable',
};

/** Turns whatever `getBackendSrv().fetch` throws into one kind of error. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) {
    return thrown;
  }
  const { status, data, message } = partsOf(thrown);
  if (isErrorBody(data)) {
    const kind = kindOfDetails(data.details) ?? KIND[data.error_code] ?? 'sidecar_failed';
    return new ApiError(kind, data.error_code, data.message, status, data.details ?? {});
  }
  return new ApiError(kindOf(status), null, textOf(data) ?? message, status);
}

/** `needed` names a role, or the setting of the sidecar that would allow it. */
function kindOfDetails({ reason, needed }: Partial<ErrorBody['details']> = {}): FailureKind | null {
  if (reason === 'refused_busy') {
    return 'fail2ban_busy';
  }
  return needed === 'BANGUI_ALLOW_COMMANDS' ? 'switched_off' : null;
}

/**
 * Refusals come inside the sidecar's own answers. A failure without our body is Grafana's: 5xx when its call to the
 * sidecar failed, 403 when Grafana itself refused, no status when Grafana could not be reached.
 */
function kindOf(status: number): FailureKind {
  if (status === 0) {
    return 'grafana_unreachable';
  }
  if (status === 401 || status === 403) {
    return 'forbidden';
  }
  if (status === 429) {
    return 'rate_limited';
  }
  return status >= 500 || status === 404 ? 'sidecar_unreachable' : 'invalid';
}

function partsOf(thrown: unknown): { status: number; data: unknown; message: string } {
  const error = isRecord(thrown) ? thrown : {};
  const message = thrown instanceof Error ? thrown.message : typeof error.statusText === 'string' ? error.statusText : '';
  return { status: typeof error.status === 'number' && error.status > 0 ? error.status : 0, data: error.data, message };
}

function isErrorBody(data: unknown): data is ErrorBody {
  return isRecord(data) && typeof data.error_code === 'string' && typeof data.message === 'string';
}

function textOf(data: unknown): string | null {
  return isRecord(data) && typeof data.message === 'string' && data.message !== '' ? data.message : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
