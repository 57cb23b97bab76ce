import type { Database } from 'better-sqlite3';
import type { Followed, NewBan, NewUnban } from '../../domain/archivedBan';
import type { LiftedIn, Timeline, Told } from '../banTimeline';
import { followBan } from '../followBan';
import { liftBan } from '../liftBan';
import { mergeBan } from '../mergeBan';
import { createAddressBook } from './createAddressBook';
import { createErasures } from './createErasures';
import { createJails } from './createJails';
import { createObservations } from './createObservations';
import { createRollups } from './createRollups';
import type { Owner } from './createTimelines';
import { createTimelines } from './createTimelines';
import { createUnbans } from './createUnbans';

/** Bans and their ends, from whoever tells of them. */
export function createBanTable(database: Database) {
  const jails = createJails(database);
  const rollups = createRollups(database);
  const addresses = createAddressBook(database);
  const timelines = createTimelines(database);
  const unbans = createUnbans(database);
  const erasures = createErasures(database);
  const observations = createObservations(database);

  /** What a transaction works with: knows what it has looked up, and writes the counts with `flush`. */
  return function begin() {
    const counts = rollups();
    const jailId = jails();
    const book = addresses(counts);
    const bans = timelines(counts);
    const lifted = unbans();
    const erased = erasures.begin();
    const liftedOf = ({ address, jailId: jail }: Owner): LiftedIn => (from, to) => lifted.during(address, jail, from, to);

    /** Failures are counted by the hour: those of the hour of an erasure belong to it. */
    const isErased = (event: Exclude<Followed, { kind: 'life' }>): boolean =>
      event.kind === 'failures' ? erased.covers(event.address, event.hour) : erased.covers(event.address, Math.floor(event.at)) || (event.kind === 'restore' && isOfBefore(event));

    /** A ban that fail2ban restores is the latest of its jail: where none is known since the erasure, it is the erased one. */
    function isOfBefore({ address: text, jail }: { address: string; jail: string }): boolean {
      const address = erased.has(text) ? book.find(text) : null;
      return erased.has(text) && (address === null || !bans.has({ address, jailId: jailId(jail) }));
    }

    return {
      /** True when the ban was not known. */
      record({ jail, address: text, matches = [], place, ...given }: NewBan): boolean {
        const ban = { ...given, start: Math.round(given.start) };
        if (erased.covers(text, ban.start)) {
          return false;
        }
        const owner = { address: book.see(text, ban.start, place), jailId: jailId(jail) };
        const to = ban.banTime < 0 ? Number.MAX_SAFE_INTEGER : (ban.startsBy ?? ban.start) + ban.banTime;
        return bans.tell(
          owner,
          { from: ban.start, to },
          (timeline) => mergeBan(timeline, ban, liftedOf(owner)),
          { source: ban.origin === 'database' ? 8 : 2, texts: matches }
        );
      },

      /** True when a ban was not known. */
      follow(event: Followed): boolean {
        if (event.kind === 'life') {
          observations.addLife(event, event.jail === null ? null : jailId(event.jail));
          return false;
        }
        if (isErased(event)) {
          return false;
        }
        if (event.kind === 'failures') {
          observations.addFailures(event, book.see(event.address, event.hour, event.place).id, jailId(event.jail));
          return false;
        }
        const at = Math.floor(event.at);
        const address = event.kind === 'ban' || event.kind === 'restore' ? book.see(event.address, at, event.place) : book.find(event.address);
        if (!address) {
          return false;
        }
        const owner = { address, jailId: jailId(event.jail) };
        const banTime = 'banTime' in event ? (event.banTime ?? 0) : 0;
        const to = banTime < 0 ? Number.MAX_SAFE_INTEGER : at + banTime;
        return bans.tell(
          owner,
          { from: event.kind === 'listed' ? event.start : at, to },
          (timeline) => followBan(timeline, { ...event, at }, liftedOf(owner)),
          event.kind === 'ban' && event.matches ? { source: 2, texts: event.matches } : undefined
        );
      },

      /** How many running bans it ended. */
      unban(unban: NewUnban): number {
        const to = Math.round(unban.at);
        if (erased.covers(unban.address, to)) {
          return 0;
        }
        const told = { ...unban, from: Math.min(to, Math.round(unban.sentAt ?? to)), to, jail: unban.jail === null ? null : jailId(unban.jail) };
        const hit = lifted.hitBy(told);
        const lift = ({ address, jailId: jail }: (typeof hit)[number], isCertain: boolean): boolean => {
          const known = book.find(address);
          let isHit = false;
          const tell = (timeline: Timeline): Told => {
            const after = liftBan(timeline, told, isCertain);
            isHit = after.ban !== null;
            return after;
          };
          known && bans.tell({ address: known, jailId: jail }, told, tell);
          return isHit;
        };
        // One that runs by its length goes before one whose end nobody saw.
        const ended = hit.filter((owner) => lift(owner, false)).length || (unban.isCertain && hit.some((owner) => lift(owner, true)) ? 1 : 0);
        lifted.add(told, ended);
        return ended;
      },

      place(id: number, { country, asn, org }: { country: string; asn: number | null; org: string | null }): void {
        book.nameSystem({ country, asn, org });
        book.settle(id, { country, asn });
      },

      flush(): void {
        book.flush();
        counts.flush();
      },
    };
  };
}
