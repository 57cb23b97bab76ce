/** A small text that outlives the process. */
export interface NotebookPort {
  /** Null when nothing was written yet, or it cannot be read. */
  read(): Promise<string | null>;
  /** Replaces what was there, as a whole. Rejects when it cannot be written. */
  write(text: string): Promise<void>;
}
