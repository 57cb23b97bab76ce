import type { JailFilter } from '../../domain/jail';

/** How many of the lines a filter recognised: failures, and what it knows to be none (such as a login that went well). */
export interface FilterTrial {
  lines: number;
  recognised: number;
}

/** fail2ban-regex. */
export interface FilterProgramPort {
  /** Null when it could not be run, did not see the lines, or did not end in time. Throws FAIL2BAN_REJECTED with its words, and the option that is meant, for what it cannot compile. */
  tryLines(lines: readonly string[], filter: JailFilter): Promise<FilterTrial | null>;
  /** Takes away what a former process left when it was killed: nobody else may be at work in this folder. */
  tidy(): Promise<void>;
  /** Ends what runs and runs nothing more. */
  close(): void;
}
