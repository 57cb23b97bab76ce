import type { ArchivePort } from '../services/ports/archivePort';

type Immediate<T> = { [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never };

/** What the one writing connection does. */
export type ArchiveWrites = Immediate<Pick<ArchivePort, 'recordBans' | 'recordUnbans' | 'recordAudit'>>;
/** What any of the reading connections does. */
export type ArchiveReads = Immediate<Pick<ArchivePort, 'syncCursor' | 'history' | 'trend' | 'auditTrail'>>;

export type ArchiveCalls = ArchiveWrites & ArchiveReads;
export type CallName = keyof ArchiveCalls;

export interface OpenReport {
  /** Of the schema, before and now; 0 is a new file. */
  from: number;
  version: number;
  /** The copy taken before the schema was changed. */
  copy: string | null;
}

/**
 * The connections to the database, without any thought of retries, codes of the contract or the log.
 * Rejects with errors whose `code` is SQLite's or the system's.
 */
export interface ArchiveEngine {
  open(): Promise<OpenReport>;
  run<K extends CallName>(call: K, args: Parameters<ArchiveCalls[K]>): Promise<ReturnType<ArchiveCalls[K]>>;
  close(): Promise<void>;
}
