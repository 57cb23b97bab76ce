import { createZoneOffsets } from './createZoneOffsets';

/** Resolves times of a zone that were written without it. Wall times are seconds as if the clock on the wall were UTC. */
export interface LocalTime {
  /** UTC epoch seconds of the start of a ban that the server lists at `startWall`. */
  startOfBan(startWall: number, endWall: number, banTime: number, now: number): number;
}

/** `timeZone` is an IANA name; absent means this host's. */
export function createLocalTime(timeZone?: string): LocalTime {
  const offsets = createZoneOffsets(timeZone);

  /** The end tells which of two starts is meant, unless it lies in the same hour lived twice: then the ban must be running now. */
  function chooseStart(starts: readonly number[], endWall: number, banTime: number, now: number): number | undefined {
    if (banTime < 0) {
      return starts.findLast((start) => start <= now) ?? starts[0];
    }
    // A length with a fraction is listed without it.
    const ends = offsets.of(endWall).map((offset) => endWall - offset);
    const matching = starts.filter((start) => ends.some((end) => Math.abs(end - start - banTime) <= 1));
    const possible = matching.length > 0 ? matching : starts;
    return possible.findLast((start) => start <= now && now < start + banTime) ?? possible[0];
  }

  return {
    startOfBan(startWall, endWall, banTime, now) {
      const found = offsets.of(startWall);
      const [only = 0] = found;
      if (found.length === 1) {
        return startWall - only;
      }
      const starts = found.map((offset) => startWall - offset).sort((a, b) => a - b);
      return chooseStart(starts, endWall, banTime, now) ?? startWall - only;
    },
  };
}
