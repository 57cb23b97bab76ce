const HOUR = 3600;
const DAY = 86_400;
const SILENT_DAYS = 2;
const BUSY_DAYS = 14;
/** All that is asked of the archive. */
export const SILENCE_SECONDS = (SILENT_DAYS + BUSY_DAYS) * DAY + HOUR;

/**
 * When the failures of a jail ended that had some on each of fourteen days and none in the last two; null for any other jail.
 * `hours`: the starts of the hours with failures, oldest first.
 */
export function silentSince(hours: readonly number[], now: number): number | null {
  const last = hours.at(-1);
  if (last === undefined || last + HOUR > now - SILENT_DAYS * DAY) {
    return null;
  }
  const days = new Set(hours.map((hour) => Math.floor((now - hour) / DAY)));
  const eachDay = Array.from({ length: BUSY_DAYS }, (_, day) => SILENT_DAYS + day).every((day) => days.has(day));
  return eachDay ? last + HOUR : null;
}
