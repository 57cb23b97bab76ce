import type { AnnotationKind } from '../../contract/queries';
import type { ArchivePort, Life } from '../ports/archivePort';

interface LifeServiceDeps {
  archive: Pick<ArchivePort, 'latestLife'>;
}

/** Starts and stops of `jails`, or of fail2ban itself (`server`), between two moments in UTC epoch seconds, both inclusive. */
export interface LifeRequest {
  of: Exclude<AnnotationKind, 'bans' | 'config'>;
  from: number;
  to: number;
  /** Of jails only. */
  jail?: readonly string[];
  /** A part of what is told, whatever its case: a jail's name, "stopped", a version. */
  search?: string;
  limit: number;
}

/** So many are looked through for what is sought. */
const MOST_EVENTS = 20_000;

/** When jails and fail2ban itself started and stopped, as its log told. Throws what the archive throws. */
export function createLifeService({ archive }: LifeServiceDeps) {
  return {
    /** Newest first; `more` when there are others. */
    async latest({ of, from, to, jail, search, limit }: LifeRequest): Promise<{ events: Life[]; more: boolean }> {
      const isSought = search !== undefined || (of === 'jails' && jail !== undefined);
      const all = await archive.latestLife(of, from, to, isSought ? MOST_EVENTS : limit + 1);
      const wanted = search?.toLowerCase() ?? '';
      const found = all.filter((event) => (of === 'server' || (jail?.includes(event.jail ?? '') ?? true)) && wordsOf(event).includes(wanted));
      return { events: found.slice(0, limit), more: found.length > limit || (isSought && all.length === MOST_EVENTS) };
    },
  };
}

function wordsOf({ what, jail, detail }: Life): string {
  return `${jail ?? 'fail2ban'} ${what.replace(/^.*_/, '')} ${detail}`.toLowerCase();
}
