import type { LogSource } from '../ports/logFollowerPort';

interface Choice {
  /** As fail2ban tells it: a path, or a word such as SYSLOG. */
  logTarget: string;
  /** Where the sidecar finds the log, whatever fail2ban says. */
  logFile: string | null;
  toHere: (path: string) => string;
  timeZone: string;
}

const JOURNAL_MATCHES: Record<string, readonly string[]> = {
  'SYSTEMD-JOURNAL': ['SYSLOG_IDENTIFIER=fail2ban'],
  SYSLOG: ['SYSLOG_IDENTIFIER=fail2ban', '_SYSTEMD_UNIT=fail2ban.service'],
  SYSOUT: ['_SYSTEMD_UNIT=fail2ban.service'],
  STDOUT: ['_SYSTEMD_UNIT=fail2ban.service'],
  STDERR: ['_SYSTEMD_UNIT=fail2ban.service'],
};

/** What to follow; null when fail2ban writes to where nobody can read it. */
export function chooseSource({ logTarget, logFile, toHere, timeZone }: Choice): LogSource | null {
  if (logFile !== null) {
    return { kind: 'file', path: logFile, timeZone };
  }
  if (logTarget.startsWith('/')) {
    return { kind: 'file', path: toHere(logTarget), timeZone };
  }
  const matches = JOURNAL_MATCHES[logTarget.toUpperCase()];
  return matches ? { kind: 'journal', matches, timeZone } : null;
}
