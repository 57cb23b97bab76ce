import { mergeBan, SAME_BAN_SECONDS, sameBan } from '../../pkg/archive/mergeBan';
import type { Address } from '../../pkg/domain/address';
import { covers, parseAddress } from '../../pkg/domain/address';
import type { ArchivedBan, NewBan, NewUnban } from '../../pkg/domain/archivedBan';
import { BanguiError } from '../../pkg/domain/errors';
import type { ArchivePort, AuditEntry, HistoryFilter, SyncCursor } from '../../pkg/services/ports/archivePort';

/** An archive in memory. `circumstances.failure` makes every call fail with it. */
export function createFakeArchive() {
  const bans: ArchivedBan[] = [];
  const unbans: NewUnban[] = [];
  const audit: AuditEntry[] = [];
  const circumstances: { failure: BanguiError | null } = { failure: null };
  let cursor: SyncCursor | null = null;
  let closed = false;

  const work = async <T>(answer: () => T): Promise<T> => {
    if (closed) {
      throw new BanguiError('DATABASE_UNAVAILABLE', 'Database is unavailable.', { retries: 0 });
    }
    if (circumstances.failure) {
      throw circumstances.failure;
    }
    return answer();
  };

  function recordBan(fresh: NewBan): boolean {
    const known = sameBan(
      bans.filter(({ jail, address }) => jail === fresh.jail && address === fresh.address),
      fresh
    );
    if (known) {
      Object.assign(known, mergeBan(known, fresh));
      return false;
    }
    bans.push({ banCount: 1, failures: null, matches: [], actor: null, ...fresh, id: bans.length + 1, endedAt: null });
    return true;
  }

  function recordUnban(unban: NewUnban): number {
    unbans.push(unban);
    const { jail, address, at } = unban;
    const hit = bans.filter(
      (ban) =>
        (jail === null || ban.jail === jail) &&
        isInside(address, ban.address) &&
        ban.endedAt === null &&
        ban.start <= at + SAME_BAN_SECONDS &&
        (ban.banTime < 0 || ban.start + ban.banTime > at)
    );
    hit.forEach((ban) => (ban.endedAt = Math.max(ban.start, at)));
    return hit.length;
  }

  const matching = ({ from, to, jails, addresses }: HistoryFilter) =>
    bans
      .filter(({ start, jail, address }) => start >= from && start <= to && (jails?.includes(jail) ?? true) && (!addresses || touches(addresses, address)))
      .sort((a, b) => b.start - a.start || b.id - a.id);

  const port: ArchivePort = {
    recordBans: (fresh, moved) =>
      work(() => {
        cursor = moved ?? cursor;
        return fresh.filter(recordBan).length;
      }),
    recordUnbans: (fresh) => work(() => fresh.reduce((sum, unban) => sum + recordUnban(unban), 0)),
    syncCursor: () => work(() => cursor),
    history: (filter, limit, after) =>
      work(() =>
        matching(filter)
          .filter(({ start, id }) => !after || start < after.start || (start === after.start && id < after.id))
          .slice(0, limit)
          .map((ban) => ({ ...ban }))
      ),
    trend: (filter, bucketSeconds) =>
      work(() => {
        const points = new Map<string, { time: number; jail: string; bans: number }>();
        for (const { start, jail } of matching(filter)) {
          const time = start - (start % bucketSeconds);
          const point = points.get(`${time} ${jail}`) ?? { time, jail, bans: 0 };
          points.set(`${time} ${jail}`, { ...point, bans: point.bans + 1 });
        }
        return [...points.values()].sort((a, b) => a.time - b.time || (a.jail < b.jail ? -1 : 1));
      }),
    recordAudit: (entry) => work(() => void audit.push({ ...entry, id: audit.length + 1 })),
    auditTrail: (limit, beforeId = Infinity) => work(() => audit.filter(({ id }) => id < beforeId).reverse().slice(0, limit)),
    close: async () => {
      closed = true;
    },
  };
  return { port, bans, unbans, audit, circumstances };
}

function parsed(text: string): Address | null {
  try {
    return parseAddress(text);
  } catch {
    return null;
  }
}

function isInside(outer: string, inner: string): boolean {
  const [wide, narrow] = [parsed(outer), parsed(inner)];
  return wide && narrow ? covers(wide, narrow) : outer === inner;
}

function touches({ low, high }: { low: string; high: string }, text: string): boolean {
  const address = parsed(text);
  return address !== null && address.low <= high && low <= address.high;
}
