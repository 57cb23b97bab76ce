import type { UnreachableReason } from '../contract/errors';
import { Fail2banUnreachable } from '../domain/errors';

const REASON: Record<string, UnreachableReason> = {
  ENOENT: 'not_running',
  ENOTDIR: 'not_running',
  ECONNREFUSED: 'stale_socket',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  EAGAIN: 'refused_busy',
};

/** What an error of the socket says about fail2ban. */
export function unreachable(error: NodeJS.ErrnoException): Fail2banUnreachable {
  return new Fail2banUnreachable(REASON[error.code ?? ''] ?? 'connection_lost', { cause: error });
}
