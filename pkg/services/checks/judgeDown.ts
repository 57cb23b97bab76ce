import type { Status } from '../../contract/status';
import { BanguiError } from '../../domain/errors';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';

/**
 * A busy fail2ban is stuck, and one that lets nobody in may well ban. Throws FAIL2BAN_UNREACHABLE while it was not yet asked.
 * One code for all reasons: a server that crashes again and again has another one each time, and must not begin a new alert by it.
 */
export function judgeDown({ state, message }: Pick<Status, 'state' | 'message'>): Finding[] {
  if (state === 'unknown') {
    throw new BanguiError('FAIL2BAN_UNREACHABLE', message || 'fail2ban was not yet asked.');
  }
  return [state === 'offline' ? wrong(null, 'offline', message) : fine(null)];
}
