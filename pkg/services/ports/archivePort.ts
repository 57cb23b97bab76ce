import type { ArchivedBan, NewBan, NewUnban } from '../../domain/archivedBan';

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
 * A promise that resolved is on disk for good, also over a kill -9.
 */
export interface ArchivePort {
  /** Adds what is new, completes what is known already; returns how many were new. The cursor moves in the same transaction. */
  recordBans(bans: readonly NewBan[], cursor?: SyncCursor): Promise<number>;
  /** Marks the running bans they hit as ended; returns how many. */
  recordUnbans(unbans: readonly NewUnban[]): Promise<number>;
  syncCursor(): Promise<SyncCursor | null>;
  /** Newest first, at most `limit`, after `after`. */
  history(filter: HistoryFilter, limit: number, after?: HistoryKey): Promise<ArchivedBan[]>;
  /** Bans per bucket of `bucketSeconds` and jail; empty buckets are left out. */
  trend(filter: HistoryFilter, bucketSeconds: number): Promise<Array<{ time: number; jail: string; bans: number }>>;
  recordAudit(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  auditTrail(limit: number, beforeId?: number): Promise<AuditEntry[]>;
  /** Ends the workers and the connections; logged. */
  close(): Promise<void>;
}
