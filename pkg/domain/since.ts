import { invalidInput } from './errors';

const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const SHAPE = /^([1-9]\d{0,6})([smhdw])$/;

/** Clocks of host and browser differ and a request takes its time: "the last 24 hours" must not miss a ban for that. */
export const SLACK_SECONDS = 60;

/** Length of "30m", "24h", "7d" in seconds. Throws INVALID_INPUT. */
export function rangeSeconds(range: string, field = 'range'): number {
  const [, count, unit] = SHAPE.exec(range) ?? [];
  const factor = UNIT_SECONDS[unit ?? ''];
  if (count === undefined || factor === undefined) {
    throw invalidInput(field, `A range reads like 30m, 24h, 7d or 2w; ${JSON.stringify(range.slice(0, 40))} does not.`);
  }
  return Number(count) * factor;
}

/** Where a relative range begins: UTC epoch seconds, for a request that is made at `now`. */
export function sinceOf(range: string, now: number): number {
  return now - rangeSeconds(range) - SLACK_SECONDS;
}

/** Throws when `since` is not the beginning of `range` at `now`: a window that was computed earlier, or in another zone. */
export function assertSince(since: number, range: string, now: number): void {
  const newest = now - rangeSeconds(range);
  if (!(since >= newest - SLACK_SECONDS && since <= newest)) {
    throw new RangeError(`"${range}" at ${now} cannot begin at ${since}.`);
  }
}
