import type { Followed } from '../domain/archivedBan';
import { CAUSE, SLACK_SECONDS, SOURCE } from './database/banRow';
import type { KnownBan, LiftedAt, Timeline, Told } from './banTimeline';
import { added, bansAround, endedBefore, isLogged, isOpen, isRunningAt, lastsFor, lifted, replaced, SAME_UNBAN_SECONDS } from './banTimeline';
import { newBan } from './mergeBan';

/** What the log tells of the bans of one address in one jail. */
export type BanEvent = Extract<Followed, { kind: 'ban' | 'restore' | 'prolong' | 'unban' }>;

/** Of a ban that nothing but the log knows, until the database tells. */
const UNKNOWN_BAN_TIME = 600;
/** fail2ban may lift a ban late: a jail that idles lifts none. */
const LATE_SECONDS = 3600;

export function followBan(timeline: Timeline, event: BanEvent, liftedAt: LiftedAt): Told {
  switch (event.kind) {
    case 'ban':
      return followedBan(timeline, event, liftedAt);
    case 'restore':
      return followedRestore(timeline, event, liftedAt);
    case 'prolong':
      return followedProlonging(timeline, event);
    case 'unban':
      return followedUnban(timeline, event, liftedAt);
  }
}

type Event<K extends BanEvent['kind']> = Extract<BanEvent, { kind: K }>;

function followedBan(timeline: Timeline, event: Event<'ban'>, liftedAt: LiftedAt): Told {
  const { at } = event;
  const told = timeline.find((ban) => isLogged(ban) && ban.logged_at === at);
  if (told) {
    return { timeline, ban: told };
  }
  const known = bansAround(timeline, at).find((ban) => !isLogged(ban) && !endedBefore(ban, at) && isRunningAt(ban, at));
  return known ? replaced(timeline, known, logged(known, at)) : addLogged(timeline, event, liftedAt);
}

/** A jail bans an address once in a second: what is told twice of it is the same. */
function addLogged(timeline: Timeline, event: Event<'ban' | 'restore'>, liftedAt: LiftedAt): Told {
  const same = timeline.find(({ start }) => start === event.at);
  return same ? { timeline, ban: same } : added(timeline, onlyLogged(event), liftedAt);
}

/** What fail2ban bans again after its start is the same ban as before. */
function followedRestore(timeline: Timeline, event: Event<'restore'>, liftedAt: LiftedAt): Told {
  const { at } = event;
  const latest = timeline.filter(({ start }) => start <= at + SLACK_SECONDS).at(-1);
  const isBack = latest !== undefined && !isOpen(latest) && (latest.ended_at ?? at) <= at;
  if (!latest || !isRunningAt(latest, at) || (isBack && latest.ended_by !== null)) {
    return addLogged(timeline, event, liftedAt);
  }
  const open = isBack ? { ...latest, ended_at: null, end_cause: null } : latest;
  return replaced(timeline, latest, isLogged(open) ? open : logged(open, at));
}

function followedProlonging(timeline: Timeline, { at, banTime, banCount }: Event<'prolong'>): Told {
  const [ban] = bansAround(timeline, at);
  const ban_time = Math.round(banTime);
  const isNews = ban && isOpen(ban) && banCount >= ban.ban_count && (ban.ban_time !== ban_time || ban.ban_count !== banCount);
  return isNews ? replaced(timeline, ban, { ...ban, ban_time, ban_count: banCount }) : { timeline, ban: null };
}

function followedUnban(timeline: Timeline, { at, cause }: Event<'unban'>, liftedAt: LiftedAt): Told {
  for (const ban of bansEndedAt(timeline, at)) {
    if (!isOpen(ban) && Math.abs((ban.ended_at ?? at) - at) <= SAME_UNBAN_SECONDS) {
      break;
    }
    // An unban that was told before this one hit what was known then: it is another ban's, or comes after a restart.
    const isTooLate = ban.ended_by !== null && (ban.ended_at ?? at) > at;
    if ((isOpen(ban) || isTooLate) && at <= ban.start + 2 * lastsFor(ban) + LATE_SECONDS) {
      // A person's, told when the ban was not known to run.
      const persons = cause === 'unbanned' ? liftedAt(ban).find((unban) => Math.abs(unban.at - at) <= SAME_UNBAN_SECONDS) : undefined;
      const ended = { ...ban, ended_at: Math.max(ban.start, at), end_cause: CAUSE[cause], ended_by: null };
      return replaced(timeline, ban, persons ? lifted(ban, persons) : ended);
    }
  }
  return { timeline, ban: null };
}

/** The next ban may begin in the second of an unban, and be known of the database already: what ends is what the log has told of. */
function bansEndedAt(timeline: Timeline, at: number): KnownBan[] {
  const bans = bansAround(timeline, at);
  const [latest] = bans;
  if (!latest || (latest.logged_at ?? Infinity) <= at || latest.start < at - SLACK_SECONDS) {
    return bans;
  }
  const former = timeline.filter(({ start }) => start < latest.start).at(-1);
  return former && isLogged(former) ? [former, ...bans] : bans;
}

const logged = (ban: KnownBan, at: number): KnownBan => ({ ...ban, sources: ban.sources | SOURCE.log, logged_at: at });

const onlyLogged = ({ at, banTime }: Event<'ban' | 'restore'>): KnownBan =>
  logged(newBan({ origin: 'log', start: at, banTime: banTime ?? UNKNOWN_BAN_TIME }), at);
