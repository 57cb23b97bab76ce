import type { Verdict } from './verdict';

/** What a group gets to work with. */
export interface Bench {
  /** Words of the command line that begin with "--". */
  options: ReadonlySet<string>;
  signal: AbortSignal;
  /** Tells the person who waits. */
  say(text: string): void;
  report(verdict: Verdict): void;
  /** Ends what the group has started; runs in any case, last started first. */
  defer(close: () => Promise<unknown>): void;
}

export interface Group {
  name: string;
  about: string;
  run(bench: Bench): Promise<void>;
}
