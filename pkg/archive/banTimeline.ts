import type { BanRow } from './database/banRow';
import { SLACK_SECONDS, SOURCE } from './database/banRow';

/** What is known of one ban, without whose it is; `id` null is not stored yet. */
export type KnownBan = { id: number | null } & Pick<
  BanRow,
  'start' | 'starts_by' | 'ban_time' | 'ended_at' | 'end_cause' | 'ended_by' | 'sources' | 'logged_at' | 'ban_count' | 'failures' | 'lines' | 'actor'
>;

/** The bans of one address in one jail around a time, oldest first. What changes is a new object. */
export type Timeline = readonly KnownBan[];

/** A timeline after something was told; `ban` is the one it was told of, null when it changed nothing. */
export interface Told {
  timeline: Timeline;
  ban: KnownBan | null;
}

/** A person's unban: fail2ban lifted the ban between `from`, when it was sent, and `to`, when it was acknowledged. */
export interface Unban {
  from: number;
  to: number;
  actor: string | null;
}

/** Unbans of persons between two times, whatever they were found to have ended. */
export type LiftedIn = (from: number, to: number) => readonly Unban[];

/** Two that tell of the same unban read the clock at most so far apart. */
export const SAME_UNBAN_SECONDS = 10;

export const lastsFor = (ban: KnownBan): number => (ban.ban_time < 0 ? Number.POSITIVE_INFINITY : ban.ban_time);
export const isRunningAt = (ban: KnownBan, at: number): boolean => ban.start + lastsFor(ban) + SLACK_SECONDS >= at;
/** Between these two it began; they are the same where a source knows it. */
export const startsIn = ({ start, starts_by }: KnownBan): [number, number] => [start, starts_by ?? start];
/** Nobody but the log tells of it, which does not say how long a ban lasts before it is prolonged. */
export const isGuessed = (ban: KnownBan): boolean => ban.sources === SOURCE.log && ban.ban_count <= 1 && ban.ban_time >= 0;
/** Only the next ban tells that it must have ended. */
const isAssumed = (ban: KnownBan): boolean => ban.ended_at !== null && ban.end_cause === null;
export const isOpen = (ban: KnownBan): boolean => ban.ended_at === null || isAssumed(ban);
/** Unbanned, and banned again at once: two bans. */
export const endedBefore = (ban: KnownBan, start: number): boolean => ban.ended_at !== null && ban.ended_at <= start && ban.start < start;

/** Bans that a moment may belong to, the likeliest first: the latest before it, then those that begin within the slack after it. */
export function bansAround(timeline: Timeline, at: number): KnownBan[] {
  const before = timeline.filter(({ start }) => start <= at).at(-1);
  const after = timeline.filter(({ start }) => start > at && start <= at + SLACK_SECONDS);
  return before ? [before, ...after] : after;
}

export function replaced(timeline: Timeline, before: KnownBan, after: KnownBan): Told {
  return settled(
    timeline.map((ban) => (ban === before ? after : ban)),
    after
  );
}

/** Bans of an address in a jail never overlap: of one whose end nobody saw, the next one tells that it must have ended. */
export function settled(timeline: Timeline, ban: KnownBan): Told {
  const inOrder = sorted(timeline);
  const result = inOrder.map((each, index) => {
    const next = inOrder[index + 1];
    // An unban that was told before the ban it ended was taken for that of the ban before.
    const isOthersEnd = next && each.ended_by !== null && (each.ended_at ?? 0) > next.start + SLACK_SECONDS;
    if (!next || !(isOpen(each) || isOthersEnd)) {
      return each;
    }
    const ended_at = each.start + lastsFor(each) > next.start ? next.start : null;
    return ended_at === each.ended_at ? each : { ...each, ended_at, end_cause: null, ended_by: null };
  });
  return { timeline: result, ban: result[inOrder.indexOf(ban)] ?? ban };
}

export const sorted = (bans: Timeline): KnownBan[] => [...bans].sort((a, b) => a.start - b.start);

export const isTold = (ban: KnownBan): boolean => (ban.sources & ~SOURCE.log) !== 0;
export const isLogged = (ban: KnownBan): boolean => (ban.sources & SOURCE.log) !== 0;
