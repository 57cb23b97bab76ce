export type FileView = 'readable' | 'missing' | 'forbidden' | 'no_file';

/** Files of fail2ban as this process sees them. */
export interface HostFilesPort {
  view(path: string): Promise<FileView>;
  /** The last bytes of a file with the time of its last change in epoch milliseconds; null when it cannot be read. */
  tail(path: string, bytes: number): Promise<{ text: string; modifiedMs: number } | null>;
}

/** The process of the fail2ban server. */
export interface ServerThreadsPort {
  /** Names of its threads as the kernel keeps them, 15 bytes each; null when the process cannot be seen from here. */
  names(): Promise<string[] | null>;
}
