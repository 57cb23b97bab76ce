export type FileView = 'readable' | 'missing' | 'forbidden' | 'no_file';

/** Files of fail2ban as this process sees them. */
export interface HostFilesPort {
  view(path: string): Promise<FileView>;
  /** The last bytes of a file with the time of its last change in epoch milliseconds; null when it cannot be read. */
  tail(path: string, bytes: number): Promise<{ text: string; modifiedMs: number } | null>;
}

/** Where files of fail2ban really are, and what its log has come to say. */
export interface ConfigHostPort {
  /** Without links; null when there is nothing at this path. */
  realPath(path: string): Promise<string | null>;
  /** How long a log is; null when it cannot be read. */
  logEnd(path: string): Promise<number | null>;
  /** What was written to a log since it was so long, at most 1 MB; null when it is not the same any more. */
  logSince(path: string, end: number): Promise<string | null>;
}

/** The process of the fail2ban server. */
export interface ServerThreadsPort {
  /** Names of its threads as the kernel keeps them, 15 bytes each; null when the process cannot be seen from here. */
  names(): Promise<string[] | null>;
}

/** The disk of the state directory, in bytes; `free` for who may not use what is kept back for root. */
export interface DiskSpacePort {
  /** Null when it cannot be told. */
  space(): Promise<{ free: number; total: number } | null>;
}

/** A file as somebody sees it. `modified` in UTC epoch seconds. */
export interface FileLook {
  inode: number;
  device: number;
  size: number;
  modified: number;
}

/** Log files of jails. Null: it cannot be told. */
export interface JailLogsPort {
  /** As this process sees the path. */
  look(path: string): Promise<FileLook | 'missing' | null>;
  /** As the server sees the path, in its own file system. */
  lookAsServer(path: string): Promise<FileLook | 'missing' | null>;
  /** The last lines, at most `lines` and 1 MB; as bytes are, one character each. */
  lastLines(path: string, lines: number): Promise<string[] | null>;
}

/** The systemd journal of this host. */
export interface JournalPort {
  /** Whether it holds an entry of these matches (of fail2ban, such as "_SYSTEMD_UNIT=ssh.service + _COMM=sshd") between two moments in UTC epoch seconds; null when it cannot be told. */
  holds(match: string, from: number, to: number): Promise<boolean | null>;
}

/** One name under which fail2ban is shown one log file after the other. */
export interface TrialLogPort {
  /** As fail2ban calls it. */
  name: string;
  /** Makes the name mean this file, as fail2ban calls that. */
  pointTo(file: string): Promise<void>;
  remove(): Promise<void>;
}
