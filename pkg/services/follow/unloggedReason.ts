/** Of fail2ban's levels those that log no ban, which is a NOTICE. */
const WITHOUT_BANS = ['WARNING', 'ERROR', 'CRITICAL'];
/** And those that log bans, but no failure, which is an INFO. */
const WITHOUT_FAILURES = ['NOTICE', 'MSG'];

export const logsBans = (level: string): boolean => !WITHOUT_BANS.includes(level.toUpperCase());

/** What fail2ban leaves out of its log at this level, and what to do about it; null when it is all there. */
export function unloggedReason(level: string): string | null {
  const remedy = 'Set loglevel = INFO in fail2ban.local, and at once with: fail2ban-client set loglevel INFO';
  if (!logsBans(level)) {
    return `fail2ban logs at ${level}, which leaves out bans and their ends. ${remedy}`;
  }
  return WITHOUT_FAILURES.includes(level.toUpperCase()) ? `fail2ban logs at ${level}, which leaves out failures: they are not counted. ${remedy}` : null;
}
