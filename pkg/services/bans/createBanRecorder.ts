import type { NewBan } from '../../domain/archivedBan';
import type { ActiveBanService } from './createActiveBanService';
import type { LateWrites } from '../archive/createLateWrites';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';

/** fail2ban rounds times, and its clock is read apart from ours. */
const SLACK_SECONDS = 2;

interface BanRecorderDeps {
  archive: Pick<ArchivePort, 'recordBans' | 'recordUnbans'>;
  activeBans: Pick<ActiveBanService, 'page' | 'invalidate' | 'isLong'>;
  banTimeOf: (jail: string) => number | null;
  clock: Clock;
  /** A ban that fail2ban took must not fail because the archive did not. */
  late: LateWrites;
}

/** A command that fail2ban has acknowledged. */
export interface Acknowledged {
  addresses: readonly string[];
  /** How many of them changed their state. */
  changed: number;
  /** How many of them, from the first on, were answered: it may have broken off, and then nobody knows what became of the others. */
  answered: number;
  /** UTC epoch seconds at which it was sent. */
  sentAt: number;
  actor: string;
}

export type BanRecorder = ReturnType<typeof createBanRecorder>;

/** Writes what people and scripts changed into the archive, the moment fail2ban has acknowledged it. Never rejects. */
export function createBanRecorder({ archive, activeBans, banTimeOf, clock, late }: BanRecorderDeps) {
  /** What the jail lists now. Null when it cannot be read, or is too long to be: then it has to do when the command was sent and acknowledged. */
  async function listed(jail: string): Promise<Map<string, { start: number; banTime: number }> | null> {
    if (activeBans.isLong(jail)) {
      return null;
    }
    activeBans.invalidate([jail]);
    const page = await activeBans.page({ jail: [jail], sort: 'start', order: 'desc', page: 1, pageSize: Number.MAX_SAFE_INTEGER }).catch(() => null);
    return page && new Map(page.bans.map(({ address, start, banTime }) => [address, { start, banTime }]));
  }

  async function bansOf(jail: string, { addresses, changed, answered, sentAt, actor }: Acknowledged): Promise<NewBan[]> {
    const acknowledgedAt = epochSeconds(clock);
    const list = await listed(jail);
    const isNew = (start: number) => start >= sentAt - SLACK_SECONDS && start <= acknowledgedAt + SLACK_SECONDS;
    // Otherwise somebody else had banned one of them before.
    const isCertain = changed === answered;
    return addresses.flatMap((address, index) => {
      const ban = list?.get(address);
      if (ban && isNew(ban.start)) {
        return { jail, address, ...ban, origin: 'own' as const, actor };
      }
      const isUnknown = ban === undefined && index < answered && (isCertain || list === null);
      return isUnknown ? { jail, address, start: sentAt, startsBy: acknowledgedAt, banTime: banTimeOf(jail) ?? 600, origin: 'own' as const, actor, isCertain } : [];
    });
  }

  return {
    async banned(jail: string, acknowledged: Acknowledged): Promise<void> {
      if (acknowledged.changed === 0) {
        return;
      }
      const bans = await bansOf(jail, acknowledged);
      await late.write(() => archive.recordBans(bans));
    },
    /** `jail` null: everywhere. */
    async unbanned(jail: string | null, { addresses, changed, answered, sentAt, actor }: Acknowledged): Promise<void> {
      if (changed === 0) {
        return;
      }
      const at = epochSeconds(clock);
      // One address may be banned in several jails, and a network holds any number of them.
      const isEachLifted = jail === null ? addresses.length === 1 : changed === answered;
      const isCertain = isEachLifted && !addresses.some((address) => address.includes('/'));
      const unbans = addresses.slice(0, answered).map((address) => ({ jail, address, sentAt, at, actor, isCertain }));
      await late.write(() => archive.recordUnbans(unbans));
    },
  };
}
