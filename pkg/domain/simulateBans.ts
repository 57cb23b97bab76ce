/** Seconds; `banTime` -1 for ever. */
export interface BanRule {
  findTime: number;
  maxRetry: number;
  banTime: number;
}

export interface Simulated {
  failures: number;
  first: number;
  last: number;
  /** When it would have been banned first; null: never. */
  bannedAt: number | null;
  bans: number;
}

interface Counter {
  retry: number;
  first: number;
  last: number;
}

/** Whom these failures, in order of time, would have banned: counted as fail2ban's FailManager counts. */
export function simulateBans(failures: ReadonlyArray<{ id: string; time: number }>, { findTime, maxRetry, banTime }: BanRule): Map<string, Simulated> {
  const seen = new Map<string, Simulated>();
  const counters = new Map<string, Counter>();
  const bannedUntil = new Map<string, number>();
  for (const { id, time } of failures) {
    const own = seen.get(id) ?? { failures: 0, first: time, last: time, bannedAt: null, bans: 0 };
    seen.set(id, own);
    own.failures++;
    own.last = Math.max(own.last, time);
    const counter = counted(counters.get(id), time, findTime);
    if (counter.retry < maxRetry) {
      counters.set(id, counter);
      continue;
    }
    counters.delete(id);
    if (time >= (bannedUntil.get(id) ?? 0)) {
      own.bans++;
      own.bannedAt ??= time;
      bannedUntil.set(id, banTime < 0 ? Number.POSITIVE_INFINITY : time + banTime);
    }
  }
  return seen;
}

/** What is older than findTime counts by its rate: fail2ban's own estimation. */
function counted(before: Counter | undefined, time: number, findTime: number): Counter {
  if (before === undefined || before.last + findTime <= time) {
    return { retry: 1, first: time, last: time };
  }
  if (time <= before.last) {
    return { ...before, retry: before.retry + 1 };
  }
  const tooOld = before.first < time - findTime;
  const retry = tooOld ? roundedAsPython((before.retry / (time - before.first)) * findTime) : before.retry;
  return { retry: retry + 1, first: tooOld ? time - findTime : before.first, last: time };
}

/** A half goes to the even number. */
function roundedAsPython(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}
