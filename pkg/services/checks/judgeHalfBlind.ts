import type { FollowSummary, HistoryState } from '../../contract/history';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';

export interface HalfBlindFacts {
  /** Why the sidecar may not open the socket; null when it may. */
  forbidden: string | null;
  /** Null while fail2ban cannot be asked. */
  logLevel: string | null;
  /** Whether the firewall can be listed, and why not; null when nobody looks at it. */
  firewall: { unreadable: string | null } | null;
  history: HistoryState;
  follow: FollowSummary;
  /** Log files of jails that do not answer. */
  hangingLogs: readonly string[];
}

/** Here fail2ban writes down no bans any more. */
const TOO_QUIET = ['WARNING', 'WARN', 'ERROR', 'CRITICAL'];

/** What BanGUI cannot see of fail2ban. */
export function judgeHalfBlind({ forbidden, logLevel, firewall, history, follow, hangingLogs }: HalfBlindFacts): Finding[] {
  if (forbidden !== null) {
    // The other parts follow from this one.
    return [wrong('socket', 'forbidden', forbidden)];
  }
  return [
    fine('socket'),
    logLevel !== null && TOO_QUIET.includes(logLevel) ? wrong('log_level', 'log_level', `fail2ban's log level is ${logLevel}: it writes down neither bans nor unbans. Set it to INFO.`) : fine('log_level'),
    history.source === 'observed' ? wrong('database', 'no_database', history.reason ?? 'The database of fail2ban cannot be read.') : fine('database'),
    isUnread(follow) && !isArchivesFault(history, follow) ? wrong('log', `log_${follow.state}`, follow.reason ?? "fail2ban's log cannot be followed.") : fine('log'),
    judgeJailLogs(hangingLogs),
    ...(firewall ? [firewall.unreadable === null ? fine('firewall') : wrong('firewall', 'firewall_unreadable', `Whether bans are in the firewall is unknown: ${firewall.unreadable}`)] : []),
  ];
}

function judgeJailLogs(hanging: readonly string[]): Finding {
  const [file] = hanging;
  return file === undefined ? fine('jail_logs') : wrong('jail_logs', 'logs_hang', `${file} does not answer, as on a mount whose server is away: whether its jails see their logs is unknown.`, hanging);
}

function isUnread({ state }: FollowSummary): boolean {
  return state === 'missing' || state === 'forbidden' || state === 'failed';
}

/** What was read and could not be kept is told of by the check of the archive. */
function isArchivesFault({ source }: HistoryState, { state }: FollowSummary): boolean {
  return source === 'none' && state === 'failed';
}
