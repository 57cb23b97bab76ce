/** The text of a file; null when it is no UTF-8. */
export interface SourceText {
  text: string | null;
}

/** The files that fail2ban reads, under the names that fail2ban gives them. */
export interface ConfigSource {
  /** Null for what is no file. Rejects when it is there and may not be read. */
  readText(path: string): Promise<SourceText | null>;
  /** The names in a folder; none for what is no folder. */
  list(folder: string): Promise<string[]>;
  /** Through links; null for what is not there. */
  kindOf(path: string): Promise<'file' | 'folder' | 'other' | null>;
}
