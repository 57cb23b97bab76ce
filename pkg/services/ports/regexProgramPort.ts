import type { CandidateFilter } from '../../domain/candidateFilter';
import type { JailFilter } from '../../domain/jail';

/** `saved` is a file of filter.d, without its ending, in fail2ban's configuration or in a copy of it at `dir` as this process sees it; `loaded` is what a server has. With `journal` lines are as in the journal. */
export type RegexFilter = { saved: string; mode: string | null; dir?: string; journal?: boolean } | { candidate: CandidateFilter; journal?: boolean } | { loaded: JailFilter };

/** Lines of a log. `bytes`: one character a byte, as in the file, to be read in `encoding`. */
export interface SampleLines {
  lines: readonly string[];
  encoding: { bytes: string } | 'text';
}

/** What the filter is to fail2ban. */
export interface FilterExpressions {
  failregex: string[];
  ignoreregex: string[];
}

export interface TracedLine {
  text: string;
  /** Which failregex knew it, and whether that was counted as a failure. */
  expression: number | null;
  ignoredBy: number | null;
  isFailure: boolean;
  /** Left out by the program, as it is empty or a comment. */
  skipped: boolean;
  host: string | null;
  time: number | null;
  fields: Record<string, string>;
}

/** A failure of a log; `time` in UTC epoch seconds, null when fail2ban found no date. */
export interface FoundFailure {
  id: string;
  time: number | null;
}

/**
 * fail2ban-regex, in a process with limits of time, memory and output. Every method rejects with:
 * FAIL2BAN_REJECTED with its own words (`details.field` and `details.expression` when it is known which one), NOT_FOUND for a saved filter that is not there,
 * INVALID_INPUT when it had to be killed, SURROUNDINGS_MISMATCH when it does not run or see its files, SHUTTING_DOWN.
 */
export interface RegexProgramPort {
  /** Compiles all expressions. */
  expressions(filter: RegexFilter): Promise<FilterExpressions>;
  /** What becomes of each line, in the order given. */
  trace(filter: RegexFilter, sample: SampleLines): Promise<TracedLine[]>;
  /** The failures of a whole log, in its order. */
  failures(filter: RegexFilter, log: AsyncIterable<Uint8Array>, encoding: string): Promise<FoundFailure[]>;
  /** The earliest date of some lines; null when none has one. */
  earliest(loaded: JailFilter, sample: SampleLines): Promise<number | null>;
  /** Ends what runs and runs nothing more. */
  close(): void;
}
