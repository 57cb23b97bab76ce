import type { FollowSummary, HistoryState } from '../../contract/history';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';

export interface HalfBlindFacts {
  logLevel: string;
  history: HistoryState;
  follow: FollowSummary;
}

/** Here fail2ban writes down no bans any more. */
const TOO_QUIET = ['WARNING', 'WARN', 'ERROR', 'CRITICAL'];

/** What BanGUI cannot see of fail2ban. */
export function judgeHalfBlind({ logLevel, history, follow }: HalfBlindFacts): Finding[] {
  return [
    TOO_QUIET.includes(logLevel) ? wrong('log_level', 'log_level', `fail2ban's log level is ${logLevel}: it writes down neither bans nor unbans. Set it to INFO.`) : fine('log_level'),
    history.source === 'observed' ? wrong('database', 'no_database', history.reason ?? 'The database of fail2ban cannot be read.') : fine('database'),
    isUnread(follow) && !isArchivesFault(history, follow) ? wrong('log', `log_${follow.state}`, follow.reason ?? "fail2ban's log cannot be followed.") : fine('log'),
  ];
}

function isUnread({ state }: FollowSummary): boolean {
  return state === 'missing' || state === 'forbidden' || state === 'failed';
}

/** What was read and could not be kept is told of by the check of the archive. */
function isArchivesFault({ source }: HistoryState, { state }: FollowSummary): boolean {
  return source === 'none' && state === 'failed';
}
