import type { JailFilter } from '../../domain/jail';

/** How many of the lines a filter recognised: failures, and what it knows to be none (such as a login that went well). */
export interface FilterTrial {
  lines: number;
  recognised: number;
}

/** fail2ban-regex. */
export interface FilterProgramPort {
  /** Null when it could not be run, did not see the lines, or did not end in time. */
  tryLines(lines: readonly string[], filter: JailFilter): Promise<FilterTrial | null>;
  /** Why fail2ban cannot compile it, in its own words, and which expression is meant where that can be told: "failregex.1". Null when it can, or nobody can tell. */
  refusal(filter: JailFilter): Promise<{ words: string; expression: string | null } | null>;
  /** Takes away what a former process left when it was killed: nobody else may be at work in this folder. */
  tidy(): Promise<void>;
  /** Ends what runs and runs nothing more. */
  close(): void;
}
