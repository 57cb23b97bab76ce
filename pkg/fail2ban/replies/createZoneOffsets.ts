/** What a zone's clocks show. Wall times are seconds as if the clock on the wall were UTC. */
export interface ZoneOffsets {
  /** Seconds that the wall clock may be ahead of UTC: one; two in the hour that daylight saving lives twice; in the one it skips that of before. */
  of(wall: number): readonly number[];
}

/** Zones change their offset at whole quarters of an hour, by whole quarters: offsets hold that long. */
const QUARTER = 900;
const DAY = 86_400;
const MAX_CACHED = 20_000;

/** `timeZone` is an IANA name; absent means this host's. */
export function createZoneOffsets(timeZone?: string): ZoneOffsets {
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

  function findOffsets(wall: number): number[] {
    const around = [...new Set([offsetAt(wall - DAY), offsetAt(wall + DAY)])];
    const valid = around.filter((offset) => offsetAt(wall - offset) === offset);
    return valid.length > 0 ? valid : around.slice(0, 1);
  }

  return {
    of(wall) {
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
    },
  };
}
