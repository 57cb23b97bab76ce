import type { Outgoing } from '../../domain/outgoing';

/**
 * What happened and is to be told to somebody outside, in the order in which the archive took it. An entry is put in by the
 * transaction that writes what it tells of, and stays until it is dropped. Rejects as ArchivePort does.
 */
export interface OutboxPort {
  /**
   * The oldest entries that have waited for `holdSeconds`, at most `limit`; they stay. What an entry says is settled when it is taken
   * for the first time: taken again, it says the same. `waiting` counts all that wait, rather too many than too few.
   */
  takeOutgoing(limit: number, holdSeconds: number): Promise<{ entries: Outgoing[]; waiting: number }>;
  /** These are to go under another time than their own, in UTC epoch seconds. */
  restampOutgoing(seqs: readonly number[], at: number): Promise<void>;
  dropOutgoing(seqs: readonly number[]): Promise<void>;
}
