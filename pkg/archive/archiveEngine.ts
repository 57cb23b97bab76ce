import type { ArchivePort } from '../services/ports/archivePort';
import type { ConfigRevisionsPort } from '../services/ports/configRevisionsPort';
import type { OutboxPort } from '../services/ports/outboxPort';
import type { SeenConfigPort } from '../services/ports/seenConfigPort';

type Immediate<T> = { [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never };

/** What the one writing connection does. */
export type ArchiveWrites = Immediate<
  Pick<ArchivePort, 'recordBans' | 'recordUnbans' | 'recordFollowed' | 'recordAudit' | 'setGeo' | 'forget' | 'optimize'> &
    OutboxPort &
    Pick<ConfigRevisionsPort, 'beginConfigRevision' | 'endConfigRevision'> &
    Pick<SeenConfigPort, 'putSeenConfig'>
> & {
  /** Nothing of before `at`, in UTC epoch seconds, is taken in again. */
  erase(address: string, at: number): { bans: number; unbans: number; failures: number };
  /** Counts anew what is in these hours and of these addresses; how many counts were wrong. */
  recount(of: Counted): number;
  /** Takes the -wal into the file, and leaves it empty; false when a reader was in the way. */
  emptyLog(): boolean;
};
/** What any of the reading connections does. */
export type ArchiveReads = Immediate<
  Pick<
    ArchivePort,
    | 'syncCursor'
    | 'history'
    | 'lines'
    | 'trend'
    | 'top'
    | 'summary'
    | 'address'
    | 'life'
    | 'failureHours'
    | 'latestLife'
    | 'followPosition'
    | 'unresolved'
    | 'unresolvedCount'
    | 'withoutSystem'
    | 'auditTrail'
  > &
    Pick<ConfigRevisionsPort, 'configRevisions' | 'configRevision' | 'configRevisionHeads' | 'openConfigRevisions'> &
    Pick<SeenConfigPort, 'seenConfig' | 'seenConfigText'>
>;
/** What takes long: a reading connection of its own does it, that lives as long as it is needed. */
export type ArchiveMaintenance = Immediate<Pick<ArchivePort, 'integrity' | 'size'>> & {
  /** Copies the whole archive into a file as it is now. */
  copy(file: string): Promise<void>;
  /** Hours and addresses whose counts are not those of their bans, from a part of the archive; `next` is where to go on. */
  miscounted(from: CountingPosition | null): Counted & { next: CountingPosition | null };
};

/** Numbers of hours and ids of addresses. */
export interface Counted {
  hours: number[];
  addresses: number[];
}
export type CountingPosition = { hour: number } | { address: number };

export type ArchiveCalls = ArchiveWrites & ArchiveReads & ArchiveMaintenance;
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
  run<K extends CallName>(call: K, args: Parameters<ArchiveCalls[K]>): Promise<Awaited<ReturnType<ArchiveCalls[K]>>>;
  close(): Promise<void>;
}
