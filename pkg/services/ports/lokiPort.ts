export interface LokiEntry {
  labels: Readonly<Record<string, string>>;
  /** Nanoseconds since the epoch, as text: no number holds them. */
  at: string;
  line: string;
}

/**
 * `later`: nothing is wrong with the entries. `refused`: something is wrong with at least one of them, the others may have been taken;
 * `oldest`, in UTC epoch seconds, is what Loki says that it takes of one of the streams, null when it says nothing of the kind.
 * Reasons hold no secret and no address.
 */
export type LokiAnswer = { kind: 'taken' } | { kind: 'later'; reason: string; retryAfterMs: number | null } | { kind: 'refused'; reason: string; oldest: number | null };

export interface LokiPort {
  /** Never rejects. What is sent again is kept once, as long as labels, time and line are the same. */
  push(entries: readonly LokiEntry[]): Promise<LokiAnswer>;
  /** Breaks off what is under way. */
  close(): void;
}
