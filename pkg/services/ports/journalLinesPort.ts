/** Entries of the systemd journal, as fail2ban reads them: "2026-11-21T10:00:01+0000 host sshd[123]: …". */
export interface JournalLinesPort {
  /** The last entries of these matches (of fail2ban, such as "_SYSTEMD_UNIT=ssh.service + _COMM=sshd"), oldest first, and none of before `from` (UTC epoch seconds); null when there is no journal to be read. */
  last(matches: readonly string[], lines: number, from?: number): Promise<string[] | null>;
}
