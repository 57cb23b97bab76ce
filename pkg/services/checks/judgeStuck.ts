import type { Status } from '../../contract/status';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import type { Fail2banPort } from '../ports/fail2banPort';
import { utcText } from './utcText';

export interface StuckFacts {
  status: Pick<Status, 'state' | 'up' | 'since'>;
  unanswered: ReturnType<Fail2banPort['unanswered']>;
}

/** Busy for so long that it counts as down. Which command of another client blocks it, fail2ban tells nobody. */
export function judgeStuck({ status: { state, up, since }, unanswered }: StuckFacts): Finding[] {
  if (state !== 'busy' || up !== 0) {
    return [fine(null)];
  }
  if (unanswered === null) {
    return [wrong(null, 'refuses_connections', `fail2ban has taken no connection since ${utcText(since)}: a command of another client, or one of an action, keeps it busy.`)];
  }
  const { command, sinceMs, takesLong } = unanswered;
  const asked = `fail2ban has not answered "${command}" since ${utcText(sinceMs / 1000)}`;
  return takesLong
    ? [wrong(null, 'own_command', `${asked}: it is still at this command of BanGUI, or at one of the actions that this runs.`)]
    : [wrong(null, 'other_command', `${asked}. That takes no time by itself: a command of another client, an action or a regular expression keeps it busy.`)];
}
