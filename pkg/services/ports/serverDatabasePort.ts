import type { SyncCursor } from './archivePort';

/** A ban as fail2ban's database tells it. Times in UTC epoch seconds. */
export interface StoredBan {
  jail: string;
  address: string;
  start: number;
  /** Seconds, -1 for ever; null where fail2ban did not write it down (before 0.11). */
  banTime: number | null;
  banCount: number;
  failures: number | null;
  matches: string[];
}

/** A row that says nothing usable, or a ban whose details are unreadable. */
export interface DamagedRow {
  rowid: number;
  damage: 'row' | 'details';
}

export interface StoredPage {
  bans: StoredBan[];
  damaged: DamagedRow[];
  /** Where the next page begins; null after the last row. */
  cursor: SyncCursor | null;
  /** True when the given cursor no longer names the row it was made of: the page is then the first of all. */
  restarted: boolean;
  /** True when more rows may follow. */
  more: boolean;
  /** How long the read transaction was open. */
  readMs: number;
}

/** `none`: fail2ban keeps none; `missing`: no such file; `unsupported`: an SQLite database without fail2ban's tables. */
export type UnreadableReason = 'none' | 'missing' | 'permission_denied' | 'busy' | 'damaged' | 'unsupported' | 'failed';

/** fail2ban's database cannot be read. `code` is SQLite's or the system's. */
export class ServerDatabaseUnreadable extends Error {
  constructor(
    readonly reason: UnreadableReason,
    readonly code: string | null,
    message: string
  ) {
    super(message);
    this.name = 'ServerDatabaseUnreadable';
  }
}

/** How far a jail has read a log file, or the journal ("systemd-journal", where `position` is a time). */
export interface ReadingPlace {
  jail: string;
  path: string;
  /** Changes with the file; null when it had no whole line yet. */
  firstLine: string | null;
  position: number;
}

/** The database in which fail2ban remembers bans for a day or so. It is only ever read, in short transactions. */
export interface ServerDatabasePort {
  /** The rows after `cursor`, or from the first, oldest insertion first. Rejects with ServerDatabaseUnreadable. */
  page(file: string, cursor: SyncCursor | null): Promise<StoredPage>;
  /** fail2ban writes it down when it reads, at most once a second. Rejects with ServerDatabaseUnreadable. */
  readingPlaces(file: string): Promise<ReadingPlace[]>;
  close(): Promise<void>;
}
