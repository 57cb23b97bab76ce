import { parseAddress } from '../../domain/address';
import { BanguiError } from '../../domain/errors';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { Finding } from '../../domain/finding';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { CheckNotebook } from './createCheckNotes';
import { isMany, judgeMassUnban, sumOf } from './judgeMassUnban';

const WINDOW_SECONDS = 600;
/** A restart ends all bans in the log, and restores them a little later. */
const SETTLE_SECONDS = 30;
/** Restored bans come one action at a time, and an action has 60 s. */
const RESTORING_SECONDS = 60;
/** Stopping a jail with tens of thousands of bans takes minutes. */
const STOPPED_HERE_SECONDS = 600;
const MOST_ENDS = 200_000;
/** About so many of a jail are looked up, spread over all; of more it is taken that the others are alike. */
const MOST_LOOKUPS = 200;
/** Of many that are not looked up, fewer than this say nothing: they may be a handful. */
const LEAST_FOUND = 10;

interface EarlyEndsDeps {
  archive: Pick<ArchivePort, 'history'>;
  /** They hold stops of before the sidecar began. */
  notes: Pick<CheckNotebook, 'read'>;
  clock: Clock;
}

interface End {
  jail: string;
  address: string;
  at: number;
  /** Its jail, or fail2ban, was stopped, or all bans of the jail were dropped. Otherwise its time may have been over, which the archive knows. */
  dropped: boolean;
  /** From 0 to 1, by jail and address: which are looked up does not change when others come. */
  lot: number;
}

/** The bans that ended in the last minutes, as fail2ban's log told, and how many of them did so before their time. */
export function createEarlyEnds({ archive, notes, clock }: EarlyEndsDeps) {
  const ends = new Map<string, End>();
  /** When BanGUI itself stopped a jail. */
  const stoppedHere = new Map<string, number>();
  /** When a restored ban of a jail was last heard of. */
  const restoredAt = new Map<string, number>();
  const known = new WeakMap<End, boolean>();

  function add(end: End): void {
    ends.delete(keyOf(end));
    ends.set(keyOf(end), end);
    dropOldest(epochSeconds(clock) - WINDOW_SECONDS - SETTLE_SECONDS);
    if (ends.size > MOST_ENDS) {
      const [oldest] = ends.keys();
      ends.delete(oldest ?? '');
    }
  }

  /** In the order of the log, so that all but a few of the oldest are at the front. */
  function dropOldest(before: number): void {
    for (const [key, { at }] of ends) {
      if (at >= before) {
        return;
      }
      ends.delete(key);
    }
  }

  function prune(now: number): void {
    ends.forEach(({ at }, key) => at < now - WINDOW_SECONDS - SETTLE_SECONDS && ends.delete(key));
    restoredAt.forEach((at, jail) => at <= now - RESTORING_SECONDS && restoredAt.delete(jail));
    stoppedHere.forEach((at, jail) => at < now - WINDOW_SECONDS - STOPPED_HERE_SECONDS && stoppedHere.delete(jail));
  }

  function isStopOfOurs({ jail, at, dropped }: End): boolean {
    const stopped = stoppedHere.get(jail);
    return dropped && stopped !== undefined && Math.abs(at - stopped) < STOPPED_HERE_SECONDS;
  }

  /** What a restart ended may still come back for a while. */
  function mayComeBack({ jail, dropped }: End, now: number, serverSince: number): boolean {
    return dropped && (now - serverSince < RESTORING_SECONDS || restoredAt.has(jail));
  }

  /** Lifted before its time, and not through BanGUI. What is no address, or the archive does not know, is not counted. */
  async function look({ jail, address, at }: End, now: number): Promise<boolean> {
    try {
      const { low, high } = parseAddress(address);
      const bans = await archive.history({ from: 0, to: now, jails: [jail], addresses: { low, high } }, 3);
      const ban = bans.find((one) => one.address === address && one.start <= at + 2);
      return ban?.endCause === 'unbanned' && ban.endedBy === null;
    } catch (error) {
      if (error instanceof BanguiError && error.code === 'INVALID_INPUT') {
        return false;
      }
      throw error;
    }
  }

  /** Of those that nobody dropped: how many ended early. */
  async function earlyAmong(lifted: readonly End[], now: number): Promise<number> {
    const asked = lifted.filter(({ lot }) => lot * lifted.length < MOST_LOOKUPS);
    await Promise.all(asked.map(async (end) => known.has(end) || known.set(end, await look(end, now))));
    const early = asked.filter((end) => known.get(end)).length;
    return early < LEAST_FOUND ? early : Math.round((early * lifted.length) / asked.length);
  }

  async function countEarly(of: readonly End[], looks: boolean, now: number): Promise<number> {
    const dropped = of.filter((end) => end.dropped).length;
    return looks ? dropped + (await earlyAmong(of.filter((end) => !end.dropped), now)) : dropped;
  }

  return {
    size: (): number => ends.size,
    hear(event: Fail2banEvent): void {
      if (event.kind === 'unban' || event.kind === 'repeal') {
        add({ jail: event.jail, address: event.address, at: event.at, dropped: event.kind === 'repeal' || event.cause !== 'unbanned', lot: lotOf(event) });
      } else if (event.kind === 'restore') {
        ends.delete(keyOf(event));
        restoredAt.set(event.jail, epochSeconds(clock));
      }
    },
    erased: (text: string): void => ends.forEach(({ address }, key) => address === text && ends.delete(key)),
    /** A person stops a jail through BanGUI, now. */
    stopped: (jail: string): void => void stoppedHere.set(jail, epochSeconds(clock)),
    /** `running`: active bans by jail. `serverSince`: since when fail2ban answers. */
    async findings(running: ReadonlyMap<string, number>, serverSince: number): Promise<Finding[]> {
      const now = epochSeconds(clock);
      const { stopped } = await notes.read();
      Object.entries(stopped).forEach(([jail, at]) => stoppedHere.has(jail) || stoppedHere.set(jail, at));
      prune(now);
      const settled = [...ends.values()].filter((end) => end.at <= now - SETTLE_SECONDS && !isStopOfOurs(end) && !mayComeBack(end, now, serverSince));
      const byJail = new Map<string, End[]>();
      for (const end of settled) {
        const same = byJail.get(end.jail);
        same ? same.push(end) : byJail.set(end.jail, [end]);
      }
      const jails = [...new Set([...running.keys(), ...byJail.keys()])];
      const ended = (jail: string) => ({ early: byJail.get(jail)?.length ?? 0, running: running.get(jail) ?? 0 });
      // Where even all that ended would be too few, nobody asks which ended early.
      const isManyInAll = isMany(sumOf(jails.map(ended)));
      const facts = jails.map(async (jail) => ({ ...ended(jail), jail, early: await countEarly(byJail.get(jail) ?? [], isManyInAll || isMany(ended(jail)), now) }));
      return judgeMassUnban(await Promise.all(facts), { from: now - SETTLE_SECONDS - WINDOW_SECONDS, to: now - SETTLE_SECONDS });
    },
  };
}

function keyOf({ jail, address }: Pick<End, 'jail' | 'address'>): string {
  return `${jail}\n${address}`;
}

function lotOf({ jail, address }: Pick<End, 'jail' | 'address'>): number {
  let hash = 0x811c9dc5;
  for (const letter of keyOf({ jail, address })) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
