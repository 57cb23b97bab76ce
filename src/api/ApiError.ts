import type { ErrorCode, UnreachableReason } from '../../pkg/contract/errors';

/** What a failure means to a person; each has its own words and remedy. */
export type FailureKind =
  | 'fail2ban_offline'
  | 'fail2ban_busy'
  | 'fail2ban_refused'
  | 'sidecar_failed'
  | 'archive_failed'
  | 'sidecar_unreachable'
  | 'token_refused'
  | 'forbidden'
  | 'switched_off'
  | 'guard'
  | 'invalid'
  | 'conflict'
  | 'not_found'
  | 'rate_limited'
  | 'grafana_unreachable'
  | 'grafana_failed'
  | 'rules_forbidden';

/** A failed call; `code` is null when the failure is Grafana's own and not the sidecar's answer. */
export class ApiError extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly code: ErrorCode | null,
    message: string,
    readonly status: number,
    readonly details: Record<string, unknown> = {}
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get reason(): UnreachableReason | null {
    return this.code === 'FAIL2BAN_UNREACHABLE' ? (this.details.reason as UnreachableReason) : null;
  }
}
