/** A file of the configuration as it was when somebody last looked; null: it was gone. */
export interface SeenConfigFile {
  path: string;
  file: { digest: string; text: string } | null;
}

/** The configuration as it was last seen, to tell what has changed since. Rejects with a DATABASE_ error of the contract. */
export interface SeenConfigPort {
  seenConfig(): Promise<Array<{ path: string; digest: string }>>;
  /** Null for a file that was not there, or never seen. */
  seenConfigText(path: string): Promise<string | null>;
  /** All of them, or none. */
  putSeenConfig(files: readonly SeenConfigFile[]): Promise<void>;
}
