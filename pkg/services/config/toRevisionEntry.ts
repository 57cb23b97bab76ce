import type { RevisionEntry } from '../../contract/configChanges';
import { lineDiff } from '../../contract/lineDiff';
import type { ConfigRevision } from '../ports/configRevisionsPort';

export function toRevisionEntry({ before, after, outcome, ...revision }: ConfigRevision, diff = lineDiff(before, after)): RevisionEntry {
  return { ...revision, result: outcome?.result ?? 'pending', words: outcome?.words ?? '', diff };
}
