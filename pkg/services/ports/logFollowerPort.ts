import type { Fail2banEvent } from '../../domain/fail2banEvent';

/** Where reading stands; opaque to everybody but the follower. JSON text below 2 kB, kept by the archive with the events before it. */
export type LogPosition = string;

/**
 * `file`: fail2ban's log, or that of a syslog daemon, as this process sees the path; the form of a line is found out line by line.
 * `journal`: the systemd journal; what matches any of `matches` (of journalctl, such as "SYSLOG_IDENTIFIER=fail2ban") is read.
 */
export type LogSource =
  | {
      kind: 'file';
      path: string;
      /** IANA name of the zone of times written without one; null means this host's. */
      timeZone: string | null;
    }
  | {
      kind: 'journal';
      matches: readonly string[];
      /** As in `file`: for the times inside of messages. */
      timeZone: string | null;
      /** Where the journal's files are, when not at their usual place. */
      directory?: string;
    };

export interface FollowedBatch {
  /** In order of the log, at most 1,000. Empty when only the position moved on, or to tell that it caught up: then the position may be that of before. */
  events: Fail2banEvent[];
  /** Behind `events` and before all that follows: kept together with them, nothing is read twice and nothing is missed. */
  position: LogPosition;
  /** False while it reads what was written before it caught up. */
  live: boolean;
  /** True when records before these could not be read: deleted, compressed or overwritten since the position before. */
  gap: boolean;
}

/** `missing`: no such file yet, waited for. `forbidden`: no right to read it. `failed`: anything else; tried again too. */
export type FollowStatus = 'starting' | 'following' | 'missing' | 'forbidden' | 'failed' | 'stopped';

export interface FollowState {
  state: FollowStatus;
  /** In words; null while all is well. */
  reason: string | null;
  /** True once it caught up. */
  live: boolean;
  /** Bytes written and not yet read; null where that is unknown (journal). */
  behindBytes: number | null;
  /** UTC epoch seconds of the last record read; null before the first. */
  lastRecordAt: number | null;
}

export interface Followed {
  /** Resolves when nothing is open any more and no `take` is running. What was not taken is delivered by the next `follow`. */
  stop(): Promise<void>;
  state(): FollowState;
}

/** Follows the log of fail2ban over rotation, truncation and restarts of either process. */
export interface LogFollowerPort {
  /**
   * Delivers batches in order, the next one only after `take` resolved. From `position`, or from the beginning of the present log when null or
   * unreadable. When `take` rejects, the same batch comes again after a pause. Never throws and never ends by itself.
   * An unban is told once it is known why (UnbanCause): up to 3 s after it was logged, and everything behind it waits with it.
   */
  follow(source: LogSource, position: LogPosition | null, take: (batch: FollowedBatch) => Promise<void>): Followed;
}
