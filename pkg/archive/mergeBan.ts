import type { BanOrigin, NewBan } from '../domain/archivedBan';
import { CAUSE, originOf, SLACK_SECONDS, SOURCE } from './database/banRow';
import type { KnownBan, LiftedIn, Timeline, Told } from './banTimeline';
import { endedBefore, isLogged, isOpen, isTold, lastsFor, replaced, startsIn } from './banTimeline';
import { added } from './liftBan';

/** How much a source knows of the times of a ban: its word goes before that of a lower one. */
const RANK: Record<BanOrigin, number> = { log: 0, observed: 1, own: 2, database: 3 };

type FreshBan = Omit<NewBan, 'jail' | 'address' | 'matches' | 'place'>;

/** A list, the person's own action or fail2ban's database tells of a ban: one that is known, from whatever source, or a new one. */
export function mergeBan(timeline: Timeline, fresh: FreshBan, liftedIn: LiftedIn): Told {
  const known = sameBan(timeline, fresh);
  if (known) {
    return replaced(timeline, known, completed(known, fresh));
  }
  const running = timeline.filter(({ start }) => start < fresh.start).at(-1);
  if (fresh.isCertain === false && running && isOpen(running) && running.start + lastsFor(running) > fresh.start) {
    return { timeline, ban: null };
  }
  return addAfter(timeline, fresh, liftedIn);
}

function sameBan(timeline: Timeline, fresh: FreshBan): KnownBan | undefined {
  const [from, to] = [fresh.start, fresh.startsBy ?? fresh.start];
  const distance = (ban: KnownBan) => Math.max(0, startsIn(ban)[0] - to, from - startsIn(ban)[1]);
  // A jail that stops lifts no ban for good: the same one, as sources round its start to either side of the stop.
  const isSame = (ban: KnownBan) => toldBy(ban) !== fresh.origin && distance(ban) <= SLACK_SECONDS && !(endedBefore(ban, fresh.start) && ban.end_cause !== CAUSE.jail_stopped);
  const exact = timeline.find(({ start }) => start === fresh.start);
  if (exact) {
    return exact;
  }
  const nearest = (bans: KnownBan[]) => bans.sort((a, b) => distance(a) - distance(b) || Number(a.ended_at !== null) - Number(b.ended_at !== null))[0];
  return nearest(timeline.filter((ban) => isTold(ban) && isSame(ban))) ?? nearest(timeline.filter((ban) => !isTold(ban) && isOwnLogLine(ban, fresh)));
}

/** fail2ban logs a ban at or after its start, which is the last failure, and never when its time is over. */
function isOwnLogLine({ logged_at: at }: KnownBan, { start, startsBy, banTime }: FreshBan): boolean {
  if (at !== null && startsBy !== undefined) {
    return at >= start - SLACK_SECONDS && at <= startsBy + SLACK_SECONDS;
  }
  return at !== null && at >= start - SLACK_SECONDS && (banTime < 0 || at <= start + banTime + SLACK_SECONDS);
}

/** What both together know. Whoever asked for the ban stays, as only our own record has it. */
function completed(known: KnownBan, fresh: FreshBan): KnownBan {
  const sources = known.sources | SOURCE[fresh.origin];
  const actor = known.actor ?? fresh.actor ?? null;
  const isWorse = fresh.startsBy !== undefined || (known.starts_by === null && RANK[fresh.origin] < RANK[toldBy(known)]);
  if (isTold(known) && isWorse) {
    return unlessSame(known, { ...known, sources, actor, failures: known.failures ?? fresh.failures ?? null });
  }
  // A list of before the ban was prolonged.
  const isOutdated = fresh.banCount === undefined && known.ban_count > 1;
  return unlessSame(known, {
    ...known,
    sources,
    actor,
    start: fresh.start,
    starts_by: fresh.startsBy === undefined ? null : Math.max(fresh.start, Math.min(fresh.startsBy, known.logged_at ?? fresh.startsBy)),
    ban_time: isOutdated ? known.ban_time : Math.round(fresh.banTime),
    ended_at: known.ended_at === null ? null : Math.max(known.ended_at, fresh.start),
    ban_count: fresh.banCount ?? known.ban_count,
    failures: fresh.failures ?? known.failures,
  });
}

/**
 * The log tells of the latest ban that had begun: one that was taken for the ban before, as that was the only one known,
 * goes over to this one with all that the log told since.
 */
function addAfter(timeline: Timeline, fresh: FreshBan, liftedIn: LiftedIn): Told {
  const created = newBan(fresh);
  const former = timeline.filter(({ start }) => start < fresh.start).at(-1);
  const isTaken = former && isTold(former) && isLogged(former) && (former.logged_at ?? 0) >= fresh.start - SLACK_SECONDS && fresh.start > former.start + SLACK_SECONDS;
  if (!isTaken) {
    return added(timeline, created, liftedIn);
  }
  const { ended_at, end_cause, ended_by, logged_at } = former;
  const bare = { ...former, sources: former.sources & ~SOURCE.log, logged_at: null, ended_at: null, end_cause: null, ended_by: null };
  return added(
    timeline.map((ban) => (ban === former ? bare : ban)),
    { ...created, sources: created.sources | SOURCE.log, logged_at, ended_at, end_cause, ended_by },
    liftedIn
  );
}

export function newBan({ origin, start, startsBy, banTime, banCount = 1, failures = null, actor = null }: FreshBan): KnownBan {
  return {
    id: null,
    start,
    starts_by: startsBy ?? null,
    ban_time: Math.round(banTime),
    ended_at: null,
    end_cause: null,
    ended_by: null,
    sources: SOURCE[origin],
    logged_at: null,
    ban_count: banCount,
    failures,
    lines: 0,
    actor,
  };
}

/** The best of those that know the start. */
const toldBy = (ban: KnownBan): BanOrigin => originOf(ban.sources & ~SOURCE.log);

function unlessSame(known: KnownBan, merged: KnownBan): KnownBan {
  const names = Object.keys(known) as Array<keyof KnownBan>;
  return names.every((name) => known[name] === merged[name]) ? known : merged;
}
