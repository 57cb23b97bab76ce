import type { RevisionEntry } from '../../contract/configChanges';
import type { ConfigRevision } from '../ports/configRevisionsPort';
import { toRevisionEntry } from './toRevisionEntry';

/** As much as some pages of a list with small files. */
const KEPT = 200;
const LONGEST = 65_536;

/** Revisions as people see them. The texts of one never change: they are compared once. */
export function createRevisionEntries() {
  const diffs = new Map<number, RevisionEntry['diff']>();

  return (revision: ConfigRevision): RevisionEntry => {
    const entry = toRevisionEntry(revision, diffs.get(revision.id));
    if ((revision.before?.length ?? 0) + (revision.after?.length ?? 0) <= LONGEST) {
      diffs.delete(revision.id);
      diffs.set(revision.id, entry.diff);
    }
    const [oldest] = diffs.keys();
    diffs.size > KEPT && oldest !== undefined && diffs.delete(oldest);
    return entry;
  };
}
