import { LAST_MOMENT } from '../../contract/lastMoment';

const DAY = 86_400;

/** A moment that was written without its year, in that year. */
export function inYearOf(year: number, yearless: number): number {
  const date = new Date(yearless * 1000);
  return Date.UTC(year, date.getUTCMonth(), date.getUTCDate()) / 1000 + (yearless % DAY);
}

export function boundedTime(seconds: number): number {
  return Math.min(Math.max(seconds, 0), LAST_MOMENT);
}

/** To milliseconds: sums of fractions drift. */
export function roundedTime(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
