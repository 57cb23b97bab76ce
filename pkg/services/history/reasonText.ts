import type { UnreadableReason } from '../ports/serverDatabasePort';

const TEXT: Record<UnreadableReason, string> = {
  none: 'fail2ban keeps no database (dbfile = None).',
  missing: "fail2ban's database is not where the sidecar looks for it. If fail2ban runs elsewhere, set BANGUI_FAIL2BAN_DB.",
  permission_denied: "The sidecar may not read fail2ban's database. Run it as root, or give its user read access to the file.",
  busy: "fail2ban's database is busy. Retry the request.",
  damaged: "fail2ban's database is damaged. fail2ban repairs it at its next start.",
  unsupported: 'The database has no table of bans: it is none of fail2ban 0.9 or later.',
  failed: "fail2ban's database could not be read; the log tells more.",
};

/** For a person: why history does not come from fail2ban's database, and what to do about it. */
export function reasonText(reason: UnreadableReason): string {
  return TEXT[reason];
}
