import { createZoneOffsets } from '../replies/createZoneOffsets';
import { boundedTime, inYearOf, roundedTime } from './logTimes';
import type { WrittenTime } from './readHeader';

/** Threads overtake each other, and clocks are set. */
const TOLERANCE = 60;
const DAY = 86_400;

/** Gives times of a log their place in UTC, for whoever reads it from its end: of two readings it is the last one that is not after the record behind it. */
export function createBackwardClock(timeZone: string | null, now: () => number): (written: WrittenTime) => number {
  const offsets = createZoneOffsets(timeZone ?? undefined);
  let next: number | null = null;

  function place(wall: number): number {
    const latest = (next ?? now()) + TOLERANCE;
    const readings = offsets.of(wall).map((offset) => wall - offset).sort((a, b) => a - b);
    return readings.findLast((one) => one <= latest) ?? readings[0] ?? wall;
  }

  function inYear(yearless: number): number {
    const latest = (next ?? now()) + DAY;
    const year = new Date(latest * 1000).getUTCFullYear();
    return [year - 1, year].map((one) => inYearOf(one, yearless)).findLast((wall) => wall <= latest) ?? yearless;
  }

  return ({ kind, seconds }) => {
    next = boundedTime(kind === 'epoch' ? seconds : roundedTime(place(kind === 'yearless' ? inYear(seconds) : seconds)));
    return next;
  };
}
