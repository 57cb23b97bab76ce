import type { JailService } from '../jails/createJailService';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';

interface BanTimesDeps {
  jails: Pick<JailService, 'last' | 'read'>;
  archive: Pick<ArchivePort, 'history'>;
  clock: Clock;
}

/** How long jails ban, in seconds: also those that are stopped for now, and before fail2ban has told. For bans of which nothing else tells it. */
export function createBanTimes({ jails, archive, clock }: BanTimesDeps) {
  const known = new Map<string, number>();

  function of(jail: string): number | null {
    jails.last()?.value.forEach(({ name, banTime }) => known.set(name, banTime));
    return known.get(jail) ?? null;
  }

  async function learnOne(jail: string): Promise<void> {
    const [latest] = await archive.history({ from: 0, to: epochSeconds(clock), jails: [jail] }, 1);
    if (latest) {
      known.set(jail, latest.banTime);
    }
  }

  return {
    of,
    /** Asks fail2ban, then the archive, for what is not known. Never rejects. */
    async learn(names: readonly string[]): Promise<void> {
      const isUnknown = (name: string) => of(name) === null;
      if (names.some(isUnknown)) {
        await jails.read().catch(() => {});
        await Promise.allSettled([...new Set(names.filter(isUnknown))].map(learnOne));
      }
    },
  };
}
