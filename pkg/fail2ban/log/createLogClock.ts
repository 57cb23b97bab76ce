import { parseWallTime } from '../replies/parseWallTime';
import { createZoneOffsets } from '../replies/createZoneOffsets';
import { boundedTime, inYearOf, roundedTime } from './logTimes';
import type { WrittenTime } from './readHeader';

/** Gives times of a log their place in UTC. All in epoch seconds, from 1970 to the year 9999. */
export interface LogClock {
  /**
   * When a record was written. Times of a log go forward: of two readings, in the hour that daylight saving lives twice, that is the first one
   * not before the record before, nor before `notBefore`.
   */
  resolve(written: WrittenTime, notBefore: number | null): number;
  /** The last time resolved, null before the first. */
  last(): number | null;
  /** "2026-11-21 01:45:17" inside of a message: the reading nearest to `near`; NaN when it is no time. */
  near(text: string, near: number): number;
}

/** Threads overtake each other, and clocks are set. */
const TOLERANCE = 60;
const DAY = 86_400;

/** `last`: where the log stood before; `now`: for the year of times that are written without. */
export function createLogClock(timeZone: string | null, last: number | null, now: () => number): LogClock {
  const offsets = createZoneOffsets(timeZone ?? undefined);

  function readings(wall: number): number[] {
    return offsets.of(wall).map((offset) => wall - offset);
  }

  function inYear(yearless: number): number {
    // A log is read from where it stood, or else it ends about now.
    const years = [-1, 0, 1].map((step) => inYearOf(new Date((last ?? now()) * 1000).getUTCFullYear() + step, yearless));
    const known = last;
    return (known === null ? years.findLast((wall) => wall <= now() + DAY) : years.find((wall) => wall >= known - DAY)) ?? yearless;
  }

  function choose(wall: number, notBefore: number | null): number {
    const found = readings(wall);
    if (found.length === 1) {
      return found[0] ?? wall;
    }
    const earliest = Math.max((last ?? -Infinity) - TOLERANCE, notBefore ?? -Infinity);
    const sorted = found.sort((a, b) => a - b);
    return sorted.find((one) => one >= earliest) ?? sorted.at(-1) ?? wall;
  }

  return {
    resolve({ kind, seconds }, notBefore) {
      last = boundedTime(kind === 'epoch' ? seconds : roundedTime(choose(kind === 'yearless' ? inYear(seconds) : seconds, notBefore)));
      return last;
    },
    last: () => last,
    near(text, near) {
      const wall = parseWallTime(text, 0);
      return Number.isNaN(wall) ? wall : boundedTime(readings(wall).reduce((best, one) => (Math.abs(one - near) < Math.abs(best - near) ? one : best)));
    },
  };
}
