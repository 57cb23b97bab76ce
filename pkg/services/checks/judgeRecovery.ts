import type { PendingRecovery } from '../../contract/configServer';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import { utcText } from './utcText';

/** Also when fail2ban has come back by itself: what killed it is still in its configuration. */
export function judgeRecovery(pending: PendingRecovery | null): Finding[] {
  if (pending === null) {
    return [fine(null)];
  }
  const { jail_name: jail, activated_at: activatedAt, detected_at: detectedAt } = pending;
  return [wrong(jail, 'activation_crash', `fail2ban went down ${detectedAt - activatedAt} s after jail ${jail} was activated, at ${utcText(detectedAt)}.`)];
}
