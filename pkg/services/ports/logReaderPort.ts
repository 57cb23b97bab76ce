import type { LogSource } from './logFollowerPort';

/** A record of fail2ban's log; the message may have several lines. */
export interface LoggedRecord {
  /** The same whenever it is read, also after the log was rotated; no two have one. */
  id: string;
  /** UTC epoch seconds, with the milliseconds of the log. */
  at: number;
  /** In fail2ban's word, such as NOTICE. */
  level: string;
  /** Which it is about; null when it names none. */
  jail: string | null;
  message: string;
}

export interface LogRequest {
  source: LogSource;
  /** UTC epoch seconds, both inclusive. */
  from: number;
  to: number;
  /** Called for each record of that time, newest first; only those are kept for which it says true. */
  wanted: (record: LoggedRecord) => boolean;
  /** How many to keep; then it reads no further. */
  limit: number;
}

/**
 * `range`: all of that time was read, as far as there is a log of it. `limit`: so many were found. `most`: more is not read at once, in bytes, text or time.
 * `oldest`: the log reaches back no further. `compressed`: what is older is in compressed files, which are not read.
 */
export type LogEnd = 'range' | 'limit' | 'most' | 'oldest' | 'compressed';

export interface LogPage {
  /** Newest first. */
  records: LoggedRecord[];
  end: LogEnd;
  /** UTC epoch seconds of the oldest record that was looked at; null when there was none. */
  reached: number | null;
}

/** Reads what fail2ban has logged, from its end back. */
export interface LogReaderPort {
  /** Rejects with SURROUNDINGS_MISMATCH when the log cannot be read, and says why; with SHUTTING_DOWN when `stopped`. Takes little memory, however long the log is. */
  read(request: LogRequest, stopped: AbortSignal): Promise<LogPage>;
}
