import type { LogView } from '../../contract/filterLab';

/** The end of a log. */
export interface LogTail {
  size: number;
  /** Something before it was left out. */
  cut: boolean;
  /** Whole lines; as bytes are, one character each, oldest first. */
  lines: string[];
}

/** What a log was before it was rotated: its path with this behind it, such as ".1" or ".2.gz". */
export interface RotatedLog {
  suffix: string;
  size: number;
  /** UTC epoch seconds: nothing in it is newer. */
  modified: number;
}

/** Log files inside the directories that may be shown. Links are resolved first, and what changes in between is not read. */
export interface JailLogFilesPort {
  look(path: string): Promise<{ view: LogView; size: number | null }>;
  /** What lies beside a log and is named as rotated ones are, the newest first, at most eight; none where nothing may be shown. */
  rotated(path: string): Promise<RotatedLog[]>;
  /** The last lines, at most `bytes` of them; or why there are none. */
  tail(path: string, lines: number, bytes: number): Promise<LogTail | Exclude<LogView, 'readable'>>;
  /** The last `bytes`, from the beginning of a line on; of a `.gz` those of what was packed, and sizes too. `read` gets them while the file is open. */
  stream<T>(path: string, bytes: number, read: (log: { size: number; cut: boolean; chunks: AsyncIterable<Uint8Array> }) => Promise<T>): Promise<T | Exclude<LogView, 'readable'>>;
}
