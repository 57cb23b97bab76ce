import type { ActiveBan } from '../../domain/ban';
import type { ArchivePort } from '../ports/archivePort';

/** What a call of the archive takes at once. */
const CHUNK = 500;

interface ObservedBansDeps {
  archive: Pick<ArchivePort, 'recordBans'>;
  activeBans: () => Promise<readonly ActiveBan[]>;
}

/** The second best history: whoever is on a list of active bans was banned. Bans that come and go between two looks are missed. */
export function createObservedBans({ archive, activeBans }: ObservedBansDeps) {
  let seen = new Set<string>();
  return {
    /** Records what was not on the list before; returns how many the archive did not know. */
    async record(): Promise<number> {
      const active = await activeBans();
      const keyOf = ({ jail, address, start, banTime }: ActiveBan) => `${jail} ${address} ${start} ${banTime}`;
      const fresh = active.filter((ban) => !seen.has(keyOf(ban)));
      let added = 0;
      for (let at = 0; at < fresh.length; at += CHUNK) {
        const chunk = fresh.slice(at, at + CHUNK);
        added += await archive.recordBans(chunk.map(({ jail, address, start, banTime }) => ({ jail, address, start, banTime, origin: 'observed' })));
      }
      seen = new Set(active.map(keyOf));
      return added;
    },
  };
}
