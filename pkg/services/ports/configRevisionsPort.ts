/**
 * How a change of the configuration ended. `applied`: fail2ban runs with it. `rolled_back`: it was refused, and the file is as before.
 * `recovered_new`, `recovered_old`: the sidecar was killed meanwhile, and its next start found and left the one or the other. `left_alone`: the same,
 * but the file was neither. `outside`: somebody else had changed the file, which was noticed here.
 */
export const REVISION_RESULTS = ['applied', 'rolled_back', 'recovered_new', 'recovered_old', 'left_alone', 'outside'] as const;
export type RevisionResult = (typeof REVISION_RESULTS)[number];

export interface NewConfigRevision {
  /** UTC epoch seconds. */
  at: number;
  actor: string;
  reason: string;
  /** What was asked for: "set_options". */
  kind: string;
  path: string;
  /** Texts of the file; null: no file. */
  before: string | null;
  after: string | null;
  /** The jails that are to be loaded anew. */
  jails: string[];
}

export interface ConfigRevision extends NewConfigRevision {
  id: number;
  /** Null while it is under way. */
  outcome: { at: number; result: RevisionResult; words: string } | null;
}

/** A change without the texts of its file. */
export type ConfigRevisionHead = Omit<ConfigRevision, 'before' | 'after'>;

/** Changes of the configuration: nothing is ever changed or taken out. Rejects with a DATABASE_ error of the contract; what resolved is on disk for good. */
export interface ConfigRevisionsPort {
  /** Before the file is touched. Resolves with its id. */
  beginConfigRevision(revision: NewConfigRevision): Promise<number>;
  /** The first outcome counts. */
  endConfigRevision(id: number, outcome: { at: number; result: RevisionResult; words: string }): Promise<void>;
  /** Newest first, at most `limit`, of one file unless `path` is null. */
  configRevisions(path: string | null, limit: number, beforeId?: number): Promise<ConfigRevision[]>;
  configRevision(id: number): Promise<ConfigRevision | null>;
  /** Those between two moments, UTC epoch seconds, both inclusive; newest first, at most `limit`. */
  configRevisionHeads(from: number, to: number, limit: number): Promise<ConfigRevisionHead[]>;
  /** Those without an outcome, oldest first. */
  openConfigRevisions(): Promise<ConfigRevision[]>;
}
