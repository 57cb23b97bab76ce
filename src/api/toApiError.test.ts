import { describe, expect, it } from 'vitest';
import { ERROR_STATUS } from '../../pkg/contract/errors';
import { toApiError } from './toApiError';

const ours = (error_code: string, status: number, details: Record<string, unknown> = {}) => ({ status, data: { error_code, message: 'words', details } });

describe('toApiError', () => {
  it.each([
    ['FAIL2BAN_UNREACHABLE', { reason: 'not_running' }, 'fail2ban_offline'],
    ['FAIL2BAN_UNREACHABLE', { reason: 'refused_busy' }, 'fail2ban_busy'],
    ['FAIL2BAN_TIMEOUT', {}, 'fail2ban_busy'],
    ['FAIL2BAN_REJECTED', {}, 'fail2ban_refused'],
    ['SIDECAR_TOKEN_MISMATCH', {}, 'token_refused'],
    ['FORBIDDEN', {}, 'forbidden'],
    ['BAN_GUARD', {}, 'guard'],
    ['OPERATION_IN_PROGRESS', {}, 'conflict'],
    ['INTERNAL', {}, 'sidecar_failed'],
    ['DATABASE_BUSY', {}, 'archive_failed'],
  ] as const)('the sidecar’s %s %j is %s', (code, details, kind) => {
    expect(toApiError(ours(code, ERROR_STATUS[code], details))).toMatchObject({ kind, code, message: 'words', status: ERROR_STATUS[code], details });
  });

  it.each([
    ['plugin.unavailable', 503],
    ['plugin.requestFailureError', 500],
    ['plugin.downstreamError', 502],
    ['plugin.notRegistered', 404],
  ])('Grafana’s %s means that the sidecar is unreachable', (messageId, status) => {
    const error = toApiError({ status, data: { message: 'Plugin unavailable', messageId, statusCode: status, traceID: '' } });
    expect(error).toMatchObject({ kind: 'sidecar_unreachable', code: null, message: 'Plugin unavailable' });
  });

  it('tells Grafana’s own refusal and silence apart', () => {
    expect(toApiError({ status: 403, data: { message: 'no access' } }).kind).toBe('forbidden');
    expect(toApiError(new TypeError('Failed to fetch')).kind).toBe('grafana_unreachable');
    expect(toApiError({ status: -1, data: undefined }).kind).toBe('grafana_unreachable');
  });

  it('a code of a newer sidecar still is an answer of the sidecar', () => {
    expect(toApiError(ours('FUTURE_CODE', 503)).kind).toBe('sidecar_failed');
  });

  it('leaves alone what it made itself', () => {
    const error = toApiError(ours('FORBIDDEN', 403));
    expect(toApiError(error)).toBe(error);
  });
});
