import { CAUSE, SLACK_SECONDS } from './database/banRow';
import type { KnownBan, LiftedIn, Timeline, Told, Unban } from './banTimeline';
import { isGuessed, isLogged, isOpen, lastsFor, replaced, settled, sorted } from './banTimeline';

/**
 * A person's unban. The log tells when a ban was lifted, the person who did it: what was told first of the two is completed by the other.
 * `isCertain`: fail2ban said that it has lifted a ban, so that one runs although its time is over.
 */
export function liftBan(timeline: Timeline, unban: Unban, isCertain: boolean): Told {
  const ban = banOf(timeline, unban, isCertain);
  return ban ? given(timeline, ban, unban) : { timeline, ban: null };
}

/** A ban that nobody knew when a person lifted it. */
export function added(timeline: Timeline, fresh: KnownBan, liftedIn: LiftedIn): Told {
  const told = settled(sorted([...timeline, fresh]), fresh);
  const unban = liftedIn(fresh.start, fresh.start + lastsFor(fresh)).find((each) => !isTaken(timeline, each) && banOf(told.timeline, each, false) === told.ban);
  return unban && told.ban ? given(told.timeline, told.ban, unban) : told;
}

/** Who lifted the ban that the log says was unbanned at a time. */
export function personOf(timeline: Timeline, ban: KnownBan, at: number, liftedIn: LiftedIn): Unban | null {
  // The log tells of a ban before it tells of its end.
  const isBetter = (other: KnownBan, unban: Unban) => other !== ban && isLogged(other) && isBy(other, unban) && lateness(unban, other.ended_at ?? at) <= lateness(unban, at);
  const free = liftedIn(at, at).filter((unban) => isIn(unban, at) && !timeline.some((other) => isBetter(other, unban)));
  return nearest(free, (unban) => lateness(unban, at));
}

/** An end by this person, within this unban. */
export const isBy = ({ ended_at, ended_by }: KnownBan, unban: Unban): boolean => ended_by !== null && ended_by === unban.actor && isIn(unban, ended_at);

/** The ban ended by this person, at a time that the log knows, or else when the unban was sent. */
export function given(timeline: Timeline, ban: KnownBan, unban: Unban, at = isEndedIn(ban, unban) ? ban.ended_at : null): Told {
  const ended = { ...ban, ended_at: Math.max(ban.start, at ?? unban.from), end_cause: CAUSE.unbanned, ended_by: unban.actor };
  const others = timeline.map((other) => (other === ban ? ban : withoutMistaken(other, unban)));
  return replaced(others, ban, ended);
}

/** The end of another that was taken for this unban's, while the ban it ended was not known. */
function withoutMistaken(ban: KnownBan, unban: Unban): KnownBan {
  if (!isBy(ban, unban)) {
    return ban;
  }
  const isGuess = !isLogged(ban) && ban.ended_at === Math.max(ban.start, unban.from);
  return isGuess ? { ...ban, ended_at: null, end_cause: null, ended_by: null } : (ban.ended_at ?? 0) < unban.from ? { ...ban, ended_by: null } : ban;
}

/** In this order: one that was unbanned in that time, the one that ran when it was sent, one that was over in that time. */
function banOf(timeline: Timeline, unban: Unban, isCertain: boolean): KnownBan | null {
  const ended = timeline.filter((ban) => isEndedIn(ban, unban));
  const likeliest = (bans: readonly KnownBan[]) => nearest(bans, ({ ended_at }) => lateness(unban, ended_at ?? 0));
  const latest = timeline.filter(({ start }) => start <= unban.from).at(-1);
  const running = latest && runsAt(latest, unban.from, isCertain) ? latest : null;
  return likeliest(ended.filter((ban) => !isOver(ban, ban.ended_at ?? 0))) ?? running ?? likeliest(ended);
}

const isIn = ({ from, to }: Unban, at: number | null): boolean => at !== null && at >= from - SLACK_SECONDS && at <= to + SLACK_SECONDS;
const isEndedIn = (ban: KnownBan, unban: Unban): boolean => ban.ended_by === null && ban.end_cause === CAUSE.unbanned && isIn(unban, ban.ended_at);
const isOver = (ban: KnownBan, at: number): boolean => !isGuessed(ban) && at >= ban.start + lastsFor(ban) - SLACK_SECONDS;
const isTaken = (timeline: Timeline, unban: Unban): boolean => timeline.some((ban) => ban.start <= unban.from && isBy(ban, unban));

function runsAt(ban: KnownBan, at: number, isCertain: boolean): boolean {
  return isOpen(ban) && (ban.ended_at ?? at + 1) > at && (isCertain || ban.start + lastsFor(ban) > at);
}

/** fail2ban lifts before it runs an action: the sooner after it was sent the likelier, before that only by clocks that are apart. */
const lateness = ({ from }: Unban, at: number): number => (at >= from ? at - from : Number.MAX_SAFE_INTEGER / 2 + from - at);

function nearest<T>(list: readonly T[], distance: (each: T) => number): T | null {
  return [...list].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}
