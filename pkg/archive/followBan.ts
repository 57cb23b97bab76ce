import type { Followed } from '../domain/archivedBan';
import { CAUSE, SLACK_SECONDS, SOURCE } from './database/banRow';
import type { KnownBan, LiftedIn, Timeline, Told } from './banTimeline';
import { bansAround, endedBefore, isGuessed, isLogged, isOpen, isRunningAt, replaced, SAME_UNBAN_SECONDS } from './banTimeline';
import { added, given, isBy, personOf } from './liftBan';
import { newBan } from './mergeBan';

/** What the log, or lists in its place, tell of the bans of one address in one jail. */
export type BanEvent = Extract<Followed, { kind: 'ban' | 'restore' | 'prolong' | 'unban' | 'listed' }>;

/** Of a ban that nothing but the log knows, until the database tells. */
const UNKNOWN_BAN_TIME = 600;
/** Failures are read so late at most, when fail2ban was busy or down. */
const BACKDATED_SECONDS = 60;
/** Shorter times are not rounded in the log. */
const EXACT_SECONDS = 3600;

export function followBan(timeline: Timeline, event: BanEvent, liftedIn: LiftedIn): Told {
  switch (event.kind) {
    case 'ban':
      return followedBan(timeline, event, liftedIn);
    case 'restore':
      return followedRestore(timeline, event, liftedIn);
    case 'prolong':
      return followedProlonging(timeline, event);
    case 'unban':
      return followedUnban(timeline, event, liftedIn);
    case 'listed':
      return shownAgain(timeline, event);
  }
}

type Event<K extends BanEvent['kind']> = Extract<BanEvent, { kind: K }>;

function followedBan(timeline: Timeline, event: Event<'ban'>, liftedIn: LiftedIn): Told {
  const { at } = event;
  const told = timeline.find((ban) => isLogged(ban) && ban.logged_at === at);
  if (told) {
    return { timeline, ban: told };
  }
  const untold = bansAround(timeline, at).filter((ban) => !isLogged(ban) && isRunningAt(ban, at));
  // The log tells of every ban: of one that was lifted in the very second that it was logged in, too. One that began long before is not it, but banned anew.
  const known = untold.find((ban) => !endedBefore(ban, at)) ?? untold.find(({ start, ended_at }) => ended_at === at && start >= at - BACKDATED_SECONDS);
  return known ? replaced(timeline, known, logged(known, at)) : addLogged(timeline, event, liftedIn);
}

/** A jail bans an address once in a second: what is told twice of it is the same. */
function addLogged(timeline: Timeline, event: Event<'ban' | 'restore'>, liftedIn: LiftedIn): Told {
  const same = timeline.find(({ start }) => start === event.at);
  return same ? { timeline, ban: same } : added(timeline, onlyLogged(event), liftedIn);
}

/** What fail2ban bans again after its start is the same ban as before. */
function followedRestore(timeline: Timeline, event: Event<'restore'>, liftedIn: LiftedIn): Told {
  const { at } = event;
  const begun = timeline.filter(({ start }) => start <= at + SLACK_SECONDS);
  const latest = formerOf(begun, at, (former) => mayGoOnAt(former, at) && (isOpen(former) || former.ended_by === null)) ?? begun.at(-1);
  // What a person lifts is not restored: so near to its start it was lifted after that.
  const isBack = latest !== undefined && !isOpen(latest) && (latest.ended_at ?? at) <= (latest.ended_by === null ? at : at - SLACK_SECONDS);
  if (!latest || !mayGoOnAt(latest, at) || (isBack && latest.ended_by !== null)) {
    return addLogged(timeline, event, liftedIn);
  }
  const open = isBack ? { ...latest, ended_at: null, end_cause: null } : latest;
  return replaced(timeline, latest, isLogged(open) ? open : logged(open, at));
}

function followedProlonging(timeline: Timeline, event: Event<'prolong'>): Told {
  const { banCount } = event;
  // It is said just after the ban itself.
  const lastLoggedFirst = bansAround(timeline, event.at).sort((a, b) => (b.logged_at ?? 0) - (a.logged_at ?? 0));
  const ban = lastLoggedFirst.find(isOpen);
  const ban_time = ban ? prolongedTime(ban, event) : 0;
  const isNews = ban && banCount >= ban.ban_count && (ban.ban_time !== ban_time || ban.ban_count !== banCount);
  return isNews ? replaced(timeline, ban, { ...ban, ban_time, ban_count: banCount }) : { timeline, ban: null };
}

/** A length of less than an hour is told as it is, a longer one by its end, of which fail2ban drops the fraction. */
function prolongedTime({ start }: KnownBan, { banTime, end }: Event<'prolong'>): number {
  const told = Math.round(banTime);
  const untilEnd = end === null ? told : Math.round(end) - start;
  return told < EXACT_SECONDS || Math.abs(untilEnd - told) <= 1 ? told : untilEnd;
}

/** However late: a jail that idles lifts no ban, and another ban time holds for the bans of before. */
function followedUnban(timeline: Timeline, { at, cause }: Event<'unban'>, liftedIn: LiftedIn): Told {
  for (const ban of bansToEnd(timeline, at)) {
    const person = cause === 'unbanned' ? personOf(timeline, ban, at, liftedIn) : null;
    const endedAt = ban.ended_at ?? at;
    const isPersons = !isOpen(ban) && ban.ended_by !== null;
    if (isPersons && person && isBy(ban, person)) {
      // When the unban was sent, as long as nobody else has told.
      return endedAt === Math.max(ban.start, person.from) && endedAt !== at ? given(timeline, ban, person, at) : { timeline, ban: null };
    }
    // An unban that was told before this one hit what was known then: it is another ban's, or comes after a restart.
    if (isOpen(ban) || (isPersons && endedAt > at)) {
      const ended = { ...ban, ended_at: Math.max(ban.start, at), end_cause: CAUSE[cause], ended_by: null };
      return person ? given(timeline, ban, person, at) : replaced(timeline, ban, ended);
    }
    if (Math.abs(endedAt - at) <= SAME_UNBAN_SECONDS) {
      break;
    }
  }
  return { timeline, ban: null };
}

/** A list took it for ended, as fail2ban had not restored it yet. What a person lifted stays so, and a list is not the log. */
function shownAgain(timeline: Timeline, { at, start }: Event<'listed'>): Told {
  const latest = timeline.at(-1);
  const isIt = latest !== undefined && Math.abs(latest.start - start) <= SLACK_SECONDS;
  const isBack = isIt && latest.ended_at !== null && latest.ended_at <= at && latest.ended_by === null;
  return isBack ? replaced(timeline, latest, { ...latest, ended_at: null, end_cause: null }) : { timeline, ban: null };
}

/** A guess is no reason to take a ban for over: only a told end is, which a stop of the jail is not. */
const mayGoOnAt = (ban: KnownBan, at: number): boolean => isRunningAt(ban, at) || (isGuessed(ban) && (isOpen(ban) || ban.end_cause !== CAUSE.unbanned));

function bansToEnd(timeline: Timeline, at: number): KnownBan[] {
  const around = bansAround(timeline, at);
  const begun = timeline.filter(({ start }) => start <= (around[0]?.start ?? at));
  const isIts = (former: KnownBan) => (isOpen(former) || Math.abs((former.ended_at ?? at) - at) <= SAME_UNBAN_SECONDS);
  const former = formerOf(begun, at, isIts);
  return former ? [former, ...around] : around;
}

/**
 * The log tells of a ban before it tells of its end. What fail2ban bans for failures of before has begun before it is logged:
 * so soon after the beginning of a ban that the log has not told of yet, it speaks of the ban before.
 */
function formerOf(begun: Timeline, at: number, isIts: (former: KnownBan) => boolean): KnownBan | null {
  const [former, latest] = begun.slice(-2);
  const isBackdated = latest !== undefined && (latest.logged_at ?? Infinity) > at && latest.start >= at - BACKDATED_SECONDS;
  return former && isBackdated && isLogged(former) && isIts(former) ? former : null;
}

function logged(ban: KnownBan, at: number): KnownBan {
  const starts_by = ban.starts_by === null ? null : Math.max(ban.start, Math.min(ban.starts_by, at));
  return { ...ban, sources: ban.sources | SOURCE.log, logged_at: at, starts_by };
}

const onlyLogged = ({ at, banTime }: Event<'ban' | 'restore'>): KnownBan =>
  logged(newBan({ origin: 'log', start: at, banTime: banTime ?? UNKNOWN_BAN_TIME }), at);
