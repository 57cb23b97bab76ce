import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import { utcText } from './utcText';

const HOUR = 3600;
const DAY = 86_400;
const WEEKS = 4;
const LEAST_BANS = 20;
const FACTOR = 4;
/** An archive without a past week says what is usual by the last day; with less than this it cannot say anything. */
const LEAST_HOURS = 6;

export interface SurgeFacts {
  jail: string;
  /** Bans within the last hour that no person asked BanGUI for. */
  bans: number;
  /** Bans of past hours, by the start of each; an hour without bans is left out. */
  hours: ReadonlyMap<number, number>;
  /** Since when this jail is known; null for not at all. */
  knownSince: number | null;
}

const hourOf = (time: number) => time - (time % HOUR);

/** What is usual: the middle of the same hour of the past four weeks, as far as the jail is known. */
export function usual({ hours, knownSince }: Pick<SurgeFacts, 'hours' | 'knownSince'>, now: number): number | null {
  if (knownSince === null) {
    return null;
  }
  const counted = (hour: number) => hours.get(hour) ?? 0;
  const weeks = Array.from({ length: WEEKS }, (_, week) => now - (week + 1) * 7 * DAY).filter((then) => then - HOUR >= knownSince);
  // The hour that ends now lies across two of the clock: the one with more bans is compared with.
  const samples = weeks.map((then) => Math.max(counted(hourOf(then)), counted(hourOf(then) - HOUR)));
  if (samples.length > 0) {
    return median(samples);
  }
  const lastHours = Array.from({ length: 24 }, (_, hour) => hourOf(now) - (hour + 1) * HOUR).filter((hour) => hour >= knownSince);
  return lastHours.length < LEAST_HOURS ? null : median(lastHours.map(counted));
}

/** The most that is no surge; null while nothing is known. */
export function mostUsual(past: Pick<SurgeFacts, 'hours' | 'knownSince'>, now: number): number | null {
  const before = usual(past, now);
  return before === null ? null : Math.max(LEAST_BANS, FACTOR * before);
}

export function judgeSurge(facts: readonly SurgeFacts[], now: number): Finding[] {
  return facts.map(({ jail, bans, ...past }) => {
    const most = mostUsual(past, now);
    return most === null || bans <= most ? fine(jail) : wrong(jail, 'surge', `${bans} bans within the hour before ${utcText(now)}; usual at this time are ${usual(past, now)}.`);
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Math.round(((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2);
}
