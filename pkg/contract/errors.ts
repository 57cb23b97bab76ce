/** HTTP status of every error code of the API (Docs/API_STATUS_CODES.md). */
export const ERROR_STATUS = {
  INVALID_INPUT: 400,
  BAN_GUARD: 400,
  FAIL2BAN_REJECTED: 400,
  UNAUTHENTICATED: 401,
  SIDECAR_TOKEN_MISMATCH: 403,
  FORBIDDEN: 403,
  CONFIG_READ_ONLY: 403,
  NOT_FOUND: 404,
  JAIL_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  JAIL_ALREADY_ACTIVE: 409,
  REVISION_CONFLICT: 409,
  OPERATION_IN_PROGRESS: 409,
  CONFIRMATION_NEEDED: 409,
  NO_PENDING_RECOVERY: 409,
  SURROUNDINGS_MISMATCH: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  FAIL2BAN_UNREACHABLE: 502,
  FAIL2BAN_PROTOCOL_ERROR: 502,
  FAIL2BAN_TIMEOUT: 502,
  DATABASE_PERMISSION_DENIED: 503,
  DATABASE_PATH_INVALID: 503,
  DATABASE_BUSY: 503,
  DATABASE_CORRUPTED: 503,
  DATABASE_UNAVAILABLE: 503,
  SHUTTING_DOWN: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** The one shape of every error of the API. */
export interface ErrorBody {
  error_code: ErrorCode;
  message: string;
  details: Record<string, unknown> & { request_id?: string };
}

/** Why fail2ban cannot be reached (`details.reason` of FAIL2BAN_UNREACHABLE). */
export const UNREACHABLE_REASONS = ['not_running', 'stale_socket', 'permission_denied', 'refused_busy', 'connection_lost'] as const;
export type UnreachableReason = (typeof UNREACHABLE_REASONS)[number];
