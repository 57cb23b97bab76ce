import { jailOfOwnFile } from '../../domain/ownFiles';
import type { ConfigRevisionHead, ConfigRevisionsPort } from '../ports/configRevisionsPort';

/** Changes of the configuration between two moments in UTC epoch seconds, both inclusive. */
export interface ConfigMomentsRequest {
  from: number;
  to: number;
  jail?: readonly string[];
  /** A part of what is told, whatever its case: a name, a file, a reason. */
  search?: string;
  limit: number;
}

/** A change, without what was changed: whoever sees a dashboard may know it. */
export interface ConfigMoment extends Omit<ConfigRevisionHead, 'outcome'> {
  result: NonNullable<ConfigRevisionHead['outcome']>['result'] | null;
  /** The filter of the file; null when it is none of filter.d. */
  filter: string | null;
}

/** So many are looked through for what is sought. */
const MOST_REVISIONS = 2000;
const FILTER = /^filter\.d\/(.+)\.(?:conf|local)$/;

/** When the configuration was changed, and by whom, for annotations. Throws what the archive throws. */
export function createConfigMoments({ revisions }: { revisions: Pick<ConfigRevisionsPort, 'configRevisionHeads'> }) {
  return {
    /** Newest first; `more` when there are others. */
    async latest({ from, to, jail, search, limit }: ConfigMomentsRequest): Promise<{ changes: ConfigMoment[]; more: boolean }> {
      const isSought = search !== undefined || jail !== undefined;
      const all = await revisions.configRevisionHeads(from, to, isSought ? MOST_REVISIONS : limit + 1);
      const wanted = search?.toLowerCase() ?? '';
      const found = all.map(toMoment).filter((change) => (jail?.some((name) => change.jails.includes(name)) ?? true) && wordsOf(change).includes(wanted));
      return { changes: found.slice(0, limit), more: found.length > limit || (isSought && all.length === MOST_REVISIONS) };
    },
  };
}

/** The jail whose own file it is belongs to it also when fail2ban need not load it. */
function toMoment({ outcome, jails, ...head }: ConfigRevisionHead): ConfigMoment {
  const own = jailOfOwnFile(head.path);
  return { ...head, jails: own === null ? jails : [own, ...jails.filter((jail) => jail !== own)], filter: FILTER.exec(head.path)?.[1] ?? null, result: outcome?.result ?? null };
}

function wordsOf({ kind, path, reason, jails, actor }: ConfigMoment): string {
  return [kind, path, reason, actor, ...jails].join(' ').toLowerCase();
}
