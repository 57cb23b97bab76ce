/** One file of fail2ban's configuration. */
export interface ConfigFile {
  /** Below the configuration folder, with slashes: "jail.d/zz-bangui-sshd.local". */
  path: string;
  text: string;
  /** SHA-256 of its bytes, in hexadecimal: what a change is based on. */
  digest: string;
}

/** What a file is besides its text. */
export interface ConfigFileFacts {
  /** Bytes. */
  size: number;
  /** UTC epoch seconds. */
  modified: number;
  /** Its name, or that of its folder, is a link: it can be read, and is never written to. */
  isLink: boolean;
}

/** What a file is to become. */
export interface ConfigEdit {
  path: string;
  /** Null: it is to be gone. */
  text: string | null;
  /** The digest of what the change is based on; null when there was no such file. */
  expected: string | null;
}

/** A copy of the whole configuration in a folder of its own. */
export interface StagedConfig {
  /** The copy's folder, as fail2ban-client may be given it. */
  dir: string;
  dispose(): Promise<void>;
}

/**
 * fail2ban's configuration folder. Paths are relative to it; what would leave it, by `..`, a link or an absolute path, rejects with INVALID_INPUT,
 * a folder that cannot be read or written with SURROUNDINGS_MISMATCH.
 */
export interface ConfigFilesPort {
  /** Null when there is no such file. INVALID_INPUT when it is larger than 1 MB, or no UTF-8. */
  read(path: string): Promise<ConfigFile | null>;
  /** Of a file of any size, text or not; null when there is no such file. */
  digest(path: string): Promise<string | null>;
  /** Null when there is no such file. */
  look(path: string): Promise<ConfigFileFacts | null>;
  /** The files that fail2ban may read: `*.conf` and `*.local`, at the top and one folder below, in order of path. */
  list(): Promise<string[]>;
  /** Puts one file in place at once, with the owner and mode of what it replaces. REVISION_CONFLICT when it is not `expected` any more. */
  write(edit: ConfigEdit): Promise<void>;
  /** The configuration as it would be with these edits. REVISION_CONFLICT as above. */
  stage(edits: readonly ConfigEdit[]): Promise<StagedConfig>;
}
