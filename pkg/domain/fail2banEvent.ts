/** What an entry of fail2ban's log names when it bans: an address, a network, or an id such as a user name. As fail2ban writes it, one line, unchecked. */
type BannedId = string;

/** Times in UTC epoch seconds; `at` has the milliseconds of the log and tells when fail2ban wrote it, but for `found` and `attempt`. */
interface Logged {
  at: number;
}

interface OfJail extends Logged {
  jail: string;
}

interface OfAddress extends OfJail {
  address: BannedId;
}

/** `at` is the time that the failed line itself carries, in whole seconds; `loggedAt` is when fail2ban read it, which may be much later. */
interface Failure extends OfAddress {
  loggedAt: number;
}

/**
 * Why fail2ban said "Unban". `unbanned`: its time was over or somebody lifted it, which the log does not tell apart. `jail_stopped`: its jail,
 * or fail2ban, was being stopped or restarted, so that its time may still run. `flushed`: all bans of its jail were dropped by one call of each action.
 */
export type UnbanCause = 'unbanned' | 'jail_stopped' | 'flushed';

export type ActionPhase = 'start' | 'stop' | 'ban' | 'reban' | 'unban' | 'flush';

/** What fail2ban's log tells, in the order of the log. Details are cut to 1,000 characters. */
export type Fail2banEvent =
  | ({ kind: 'found' } & Failure)
  /** A failure reported by hand (`attempt`), counted like one that was found. */
  | ({ kind: 'attempt' } & Failure)
  /** `by` in fail2ban's words: "ip", "command", "ignoreself rule", "expired bantime" … */
  | ({ kind: 'ignored'; by: string } & OfAddress)
  /** Said before its action runs. */
  | ({ kind: 'ban' } & OfAddress)
  /** The same ban as before a stop, not a new one. */
  | ({ kind: 'restore' } & OfAddress)
  /** Said after the `ban` whose time it sets. `banTime` in seconds, -1 for ever, which fail2ban rounds: from an hour on to 10 s, from a day on to minutes, from a week on to hours. `end` in UTC epoch seconds is exact; null for ever. */
  | ({ kind: 'prolong'; banTime: number; banCount: number; end: number | null } & OfAddress)
  | ({ kind: 'unban'; cause: UnbanCause } & OfAddress)
  /** From 1.1.1 on: taken from the firewall because its jail stops. */
  | ({ kind: 'repeal' } & OfAddress)
  | ({ kind: 'alreadyBanned' } & OfAddress)
  /** The firewall had lost it. `action` is null when all were run again. */
  | ({ kind: 'reban'; action: string | null } & OfAddress)
  /** All bans of a jail were dropped by one call of this action. */
  | ({ kind: 'flush'; action: string } & OfJail)
  | ({ kind: 'jailCreated' } & OfJail)
  | ({ kind: 'jailStarted' } & OfJail)
  | ({ kind: 'jailStopped' } & OfJail)
  | ({ kind: 'jailReloaded' } & OfJail)
  /** `version` as in "1.0.2". */
  | ({ kind: 'serverStarted'; version: string } & Logged)
  | ({ kind: 'serverStopping' } & Logged)
  | ({ kind: 'serverStopped' } & Logged)
  /** `address` is null for phases that concern none. */
  | ({ kind: 'actionFailed'; action: string; phase: ActionPhase; address: BannedId | null; detail: string } & OfJail)
  | ({ kind: 'jailSkipped'; detail: string } & OfJail)
  | ({ kind: 'commandFailed'; detail: string } & Logged)
  /** Anything else at level ERROR or CRITICAL. `jail` where the message begins with one. */
  | ({ kind: 'otherError'; level: 'ERROR' | 'CRITICAL'; jail: string | null; detail: string } & Logged);
