import type { KnownBan, Timeline, Told } from '../../../pkg/archive/banTimeline';
import { SLACK_SECONDS, toArchivedBan } from '../../../pkg/archive/database/banRow';
import { followBan } from '../../../pkg/archive/followBan';
import { liftBan } from '../../../pkg/archive/liftBan';
import { mergeBan } from '../../../pkg/archive/mergeBan';
import type { Address } from '../../../pkg/domain/address';
import { covers, parseAddress } from '../../../pkg/domain/address';
import type { ArchivedBan, Followed, NewBan, NewUnban, Place } from '../../../pkg/domain/archivedBan';
import type { BanLines } from '../../../pkg/services/ports/archivePort';

export interface FakeAddress extends Place {
  id: number;
  address: string;
  first: number;
  last: number;
}
export type FakeUnban = NewUnban & { lifted: number };
type StoredBan = { known: KnownBan & { id: number }; jail: string; address: string };

/** What the archive keeps of bans and addresses, as plain lists. */
export function createFakeBans(now: () => number) {
  let stored: StoredBan[] = [];
  let lastId = 0;
  const addresses = new Map<string, FakeAddress>();
  const placed = new Map<number, Pick<Place, 'country' | 'asn'>>();
  const orgs = new Map<number, string>();
  const lines = new Map<number, BanLines>();
  const unbans: FakeUnban[] = [];
  /** By text, in UTC epoch seconds. */
  const erased = new Map<string, number>();
  const isErased = (address: string, at: number) => at <= (erased.get(address) ?? Number.NEGATIVE_INFINITY);
  const failures: Array<{ jail: string; address: string; hour: number; count: number }> = [];

  function see(address: string, at: number, place?: Place): void {
    const known = addresses.get(address) ?? { id: ++lastId, address, country: place?.country ?? null, asn: place?.asn ?? null, org: null, first: at, last: at };
    addresses.set(address, { ...known, first: Math.min(known.first, at), last: Math.max(known.last, at) });
    if (place) {
      settle(address, place);
    }
  }

  function settle(address: string, { org, ...given }: Place): void {
    const known = addresses.get(address);
    const [country, asn] = [given.country ?? known?.country ?? null, given.asn ?? known?.asn ?? null];
    if (given.asn !== null && org !== null) {
      orgs.set(given.asn, org);
    }
    if (known && (known.country !== country || known.asn !== asn)) {
      Object.assign(known, { country, asn });
      stored.filter((ban) => ban.address === address).forEach(({ known: { id } }) => placed.set(id, { country, asn }));
    }
  }

  /** Unbans of persons between two times. */
  const during = (jail: string, address: string) => (from: number, to: number) =>
    unbans
      .filter((unban) => (unban.jail === null || unban.jail === jail) && isInside(unban.address, address))
      .map(intervalOf)
      .filter((unban) => unban.to >= from - SLACK_SECONDS && unban.from <= to + SLACK_SECONDS)
      .sort((a, b) => a.from - b.from);

  function tell(jail: string, address: string, told: (timeline: Timeline) => Told, given?: { source: 'database' | 'log'; texts: readonly string[] }): boolean {
    const isOf = (ban: StoredBan) => ban.jail === jail && ban.address === address;
    const before = stored.filter(isOf);
    const after = told(before.map(({ known }) => known).sort((a, b) => a.start - b.start));
    const own = after.timeline.map((known) => {
      const numbered = { ...known, id: known.id ?? ++lastId };
      if (known.id === null) {
        const { country = null, asn = null } = addresses.get(address) ?? {};
        placed.set(numbered.id, { country, asn });
      }
      const former = lines.get(numbered.id)?.source ?? null;
      if (known === after.ban && given && given.texts.length > 0 && (former === null || (former === 'log' && given.source === 'database'))) {
        lines.set(numbered.id, { source: given.source, lines: [...given.texts] });
      }
      return { known: { ...numbered, lines: lines.get(numbered.id)?.lines.length ?? 0 }, jail, address };
    });
    stored = [...stored.filter((ban) => !isOf(ban)), ...own];
    own.forEach(({ known }) => see(address, known.start));
    return own.length > before.length;
  }

  function bans(): ArchivedBan[] {
    return stored.map(({ known, jail, address }) => {
      const { country = null, asn = null } = placed.get(known.id) ?? {};
      const addressBans = stored.filter((other) => other.address === address).length;
      return toArchivedBan({ ...known, address_id: 0, jail_id: 0, country, asn }, { jail, address, org: asn === null ? null : (orgs.get(asn) ?? null), addressBans });
    });
  }

  return {
    addresses,
    lines,
    unbans,
    failures,
    bans,
    see,
    settle,
    isErased,
    noteErased: (address: string) => void erased.set(address, now()),
    orgOf: (asn: number | null): string | null => (asn === null ? null : (orgs.get(asn) ?? null)),
    record({ jail, address, matches = [], place, ...ban }: NewBan): boolean {
      if (isErased(address, ban.start)) {
        return false;
      }
      see(address, ban.start, place);
      const source = ban.origin === 'database' ? 'database' : 'log';
      return tell(jail, address, (timeline) => mergeBan(timeline, ban, during(jail, address)), { source, texts: matches });
    },
    follow(event: Exclude<Followed, { kind: 'life' | 'failures' }>): boolean {
      const { jail, address, at } = event;
      if (isErased(address, at) || (event.kind === 'restore' && erased.has(address) && !stored.some((ban) => ban.jail === jail && ban.address === address))) {
        return false;
      }
      if (event.kind === 'ban' || event.kind === 'restore') {
        see(address, at, event.place);
      } else if (!addresses.has(address)) {
        return false;
      }
      const given = event.kind === 'ban' ? { source: 'log' as const, texts: event.matches ?? [] } : undefined;
      return tell(jail, address, (timeline) => followBan(timeline, event, during(jail, address)), given);
    },
    unban(unban: NewUnban): number {
      const { jail, address, at, isCertain } = unban;
      if (isErased(address, at)) {
        return 0;
      }
      const isOf = (ban: StoredBan) => (jail === null || ban.jail === jail) && isInside(address, ban.address);
      const latestFirst = stored.filter(isOf).sort((a, b) => b.known.start - a.known.start);
      const owners = [...new Map(latestFirst.map((ban) => [`${ban.jail}\n${ban.address}`, ban])).values()];
      const lift = (owner: StoredBan, isSure: boolean): boolean => {
        let isHit = false;
        tell(owner.jail, owner.address, (timeline) => {
          const told = liftBan(timeline, intervalOf(unban), isSure);
          isHit = told.ban !== null;
          return told;
        });
        return isHit;
      };
      const lifted = owners.filter((owner) => lift(owner, false)).length || (isCertain && owners.some((owner) => lift(owner, true)) ? 1 : 0);
      unbans.push({ ...unban, lifted });
      return lifted;
    },
    /** Those that `isGone`, and addresses of which nothing is left. */
    remove(isGone: (ban: ArchivedBan) => boolean): { bans: number; addresses: number } {
      const gone = new Set(bans().filter(isGone).map(({ id }) => id));
      stored = stored.filter(({ known }) => !gone.has(known.id));
      const unused = [...addresses.keys()].filter((address) => ![...stored, ...failures].some((other) => other.address === address));
      unused.forEach((address) => addresses.delete(address));
      return { bans: gone.size, addresses: unused.length };
    },
  };
}

const intervalOf = ({ at, sentAt, actor }: NewUnban) => ({ from: Math.min(at, sentAt ?? at), to: at, actor });

export function parsed(text: string): Address | null {
  try {
    return parseAddress(text);
  } catch {
    return null;
  }
}

export function isInside(outer: string, inner: string): boolean {
  const [wide, narrow] = [parsed(outer), parsed(inner)];
  return wide && narrow ? covers(wide, narrow) : outer === inner;
}
