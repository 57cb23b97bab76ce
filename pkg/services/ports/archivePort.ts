import type { ArchivedBan, Followed, LifeEvent, NewBan, NewUnban, Place } from '../../domain/archivedBan';

/** Where the copying of fail2ban's database stands. The fingerprint tells whether rowids still mean the same rows. */
export interface SyncCursor {
  rowid: number;
  fingerprint: string;
}

export interface HistoryFilter {
  /** UTC epoch seconds, both inclusive, over the start of a ban. */
  from: number;
  to: number;
  jails?: readonly string[];
  /** Sortable keys of the first and last address asked for. */
  addresses?: { low: string; high: string };
  /** Codes as in Place. */
  countries?: readonly string[];
  asns?: readonly number[];
  /** Only addresses that were banned at least so often in all. */
  minBans?: number;
}

export type Dimension = 'jail' | 'country' | 'asn';
export interface TopRow {
  /** Null gathers what is unknown. */
  key: string | null;
  /** Name of an autonomous system. */
  label: string | null;
  bans: number;
  /** Distinct addresses; null where they were not counted. */
  addresses: number | null;
}
export interface ArchiveSummary {
  bans: number;
  addresses: number;
  newAddresses: number;
  repeatOffenders: number;
}
/** All that is known of one address, without its bans. */
export interface AddressFacts {
  place: Place;
  bans: number;
  jails: string[];
  firstBan: number | null;
  lastBan: number | null;
  unbans: Array<{ at: number; jail: string | null; address: string; actor: string | null; lifted: number }>;
  failures: Array<{ hour: number; jail: string; count: number }>;
  /** Totals are counted up to 10,000. */
  neighbours: { network: string; inNetwork: Array<{ address: string; bans: number; lastSeen: number }>; inNetworkTotal: number; inAsnTotal: number | null };
}
export interface BanLines {
  source: 'database' | 'log' | null;
  lines: string[];
}
export interface Life {
  at: number;
  what: LifeEvent;
  jail: string | null;
  detail: string;
}
/** What a round of maintenance forgot. */
export interface Forgotten {
  bans: number;
  failures: number;
  unbans: number;
  addresses: number;
}

/** Continues after a row, newest first. */
export interface HistoryKey {
  start: number;
  id: number;
}

export interface AuditEntry {
  id: number;
  at: number;
  actor: string;
  org: number;
  role: string;
  host: string;
  action: string;
  result: string;
  /** JSON of request and reply. */
  request: string;
  reply: string;
}

/**
 * The ban archive. Every method rejects with a DATABASE_ error of the contract; only BUSY and LOCKED are tried again.
 * What would have to go through too many bans one by one is refused with INVALID_INPUT.
 * A promise that resolved is on disk for good, also over a kill -9.
 */
export interface ArchivePort {
  /** Adds what is new, completes what is known already; returns how many were new. The cursor moves in the same transaction. */
  recordBans(bans: readonly NewBan[], cursor?: SyncCursor): Promise<number>;
  /** Marks the running bans they hit as ended; returns how many. */
  recordUnbans(unbans: readonly NewUnban[]): Promise<number>;
  syncCursor(): Promise<SyncCursor | null>;
  /** Newest first, at most `limit`, after `after`. INVALID_INPUT when what is meant is too rare to be found in time; none was missed from `details.reached` on. */
  history(filter: HistoryFilter, limit: number, after?: HistoryKey): Promise<ArchivedBan[]>;
  /** Matched lines of a ban; null when there is no such ban. */
  lines(id: number): Promise<BanLines | null>;
  /** Bans per bucket of `bucketSeconds` and key; empty buckets are left out. Whole hours come from the rollups. */
  trend(filter: HistoryFilter, bucketSeconds: number, by: Dimension): Promise<Array<{ time: number; key: string | null; bans: number }>>;
  top(filter: HistoryFilter, by: Dimension | 'address' | 'network', limit: number): Promise<TopRow[]>;
  summary(filter: HistoryFilter): Promise<ArchiveSummary>;
  address(address: string): Promise<AddressFacts>;
  /** In which hours a jail found failures; `from` and `to` inclusive, hours by their start. */
  failureHours(from: number, to: number): Promise<Array<{ hour: number; jail: string }>>;
  /** Jail starts and stops, and those of fail2ban itself; oldest first. */
  life(from: number, to: number, limit: number): Promise<Life[]>;
  /** The same of jails or of fail2ban itself; newest first. */
  latestLife(of: 'jails' | 'server', from: number, to: number, limit: number): Promise<Life[]>;

  /** What the log told, and where reading it stands, in one transaction; null for what was not read there. Returns how many bans were new. Rejects with an ArchiveRefusal when it can never take one of them. */
  recordFollowed(events: readonly Followed[], position: string | null): Promise<number>;
  followPosition(): Promise<string | null>;

  /** Addresses without a country, by id, at most `limit`. */
  unresolved(limit: number, afterId?: number): Promise<Array<{ id: number; address: string }>>;
  unresolvedCount(): Promise<number>;
  /** Looks at `limit` addresses by id: those with a country and without an autonomous system. `next` continues, null at the end. */
  withoutSystem(limit: number, afterId?: number): Promise<{ addresses: Array<{ id: number; address: string; country: string }>; next: number | null }>;
  /** Bans and rollups of these addresses follow in the same transaction. A null keeps what is known. */
  setGeo(found: ReadonlyArray<{ id: number; country: string; asn: number | null; org: string | null }>): Promise<void>;

  /** Forgets bans that began and ended before (null: none), a bounded number a call; `done` false when more is left. Running bans stay. */
  forget(before: { bans: number | null; failures: number; life: number }): Promise<Forgotten & { done: boolean }>;
  /**
   * Removes every trace of what was banned but the audit; also the backup and other copies, which would hold it still.
   * What began before is not taken in again, whoever tells of it; a reader may keep the -wal until the next `optimize`.
   */
  erase(address: string): Promise<{ bans: number; unbans: number; failures: number }>;
  /** Compares the rollups and totals with the bans they count; rebuilds those that differ. Returns how many differed. */
  rebuildRollups(): Promise<{ differed: number }>;
  /** What SQLite finds wrong; empty when all is well. */
  integrity(): Promise<string[]>;
  /** A whole copy beside the archive, taken while it is in use; replaces the one before. */
  backup(): Promise<{ file: string; bytes: number }>;
  /** Also empties the -wal, unless somebody reads for long. */
  optimize(): Promise<void>;
  /** Bytes of the file and its -wal, and rows. */
  size(): Promise<{ bytes: number; bans: number; addresses: number }>;
  recordAudit(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  auditTrail(limit: number, beforeId?: number): Promise<AuditEntry[]>;
  /** Ends the workers and the connections; logged. */
  close(): Promise<void>;
}
