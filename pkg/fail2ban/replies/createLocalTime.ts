/** Resolves times of a zone that were written without it. Wall times are seconds as if the clock on the wall were UTC. */
export interface LocalTime {
  /** UTC epoch seconds of the start of a ban that the server lists at `startWall`. */
  startOfBan(startWall: number, endWall: number, banTime: number, now: number): number;
}

/** Zones change their offset at whole quarters of an hour, by whole quarters: offsets hold that long. */
const QUARTER = 900;
const DAY = 86_400;
const MAX_CACHED = 20_000;

/** `timeZone` is an IANA name; absent means this host's. */
export function createLocalTime(timeZone?: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const cache = new Map<number, readonly number[]>();

  function offsetAt(epoch: number): number {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(epoch * 1000)) {
      part[type] = Number(value);
    }
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - epoch;
  }

  /** One offset; two in the hour that a daylight saving zone lives twice; none in the one it skips. */
  function findOffsets(wall: number): number[] {
    const around = [...new Set([offsetAt(wall - DAY), offsetAt(wall + DAY)])];
    const valid = around.filter((offset) => offsetAt(wall - offset) === offset);
    return valid.length > 0 ? valid : around.slice(0, 1);
  }

  function offsetsOf(wall: number): readonly number[] {
    const quarter = Math.floor(wall / QUARTER);
    const cached = cache.get(quarter);
    if (cached) {
      return cached;
    }
    const found = findOffsets(quarter * QUARTER);
    if (cache.size >= MAX_CACHED) {
      cache.clear();
    }
    cache.set(quarter, found);
    return found;
  }

  /** The end tells which of two starts is meant, unless it lies in the same hour lived twice: then the ban must be running now. */
  function chooseStart(starts: readonly number[], endWall: number, banTime: number, now: number): number | undefined {
    if (banTime < 0) {
      return starts.findLast((start) => start <= now) ?? starts[0];
    }
    // A length with a fraction is listed without it.
    const ends = offsetsOf(endWall).map((offset) => endWall - offset);
    const matching = starts.filter((start) => ends.some((end) => Math.abs(end - start - banTime) <= 1));
    const possible = matching.length > 0 ? matching : starts;
    return possible.findLast((start) => start <= now && now < start + banTime) ?? possible[0];
  }

  return {
    startOfBan(startWall, endWall, banTime, now) {
      const offsets = offsetsOf(startWall);
      const [only = 0] = offsets;
      if (offsets.length === 1) {
        return startWall - only;
      }
      const starts = offsets.map((offset) => startWall - offset).sort((a, b) => a - b);
      return chooseStart(starts, endWall, banTime, now) ?? startWall - only;
    },
  };
}
