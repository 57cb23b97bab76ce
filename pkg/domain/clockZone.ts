const STAMP = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} fail2ban/gm;
const NEAR_MS = 60_000;
const QUARTER_MS = 900_000;

/**
 * By how many minutes the clock of fail2ban's log differs from the clock of `timeZone`, judged by the log's last line, written when the file
 * last changed. 0: the same; null: nothing can be said, as the difference is not one of zones.
 */
export function zoneDifference(log: { text: string; modifiedMs: number }, timeZone: string): number | null {
  const last = [...log.text.matchAll(STAMP)].at(-1)?.[1];
  if (last === undefined) {
    return null;
  }
  // Both are taken for UTC, so that only the difference of the wall clocks is left.
  const difference = Date.parse(`${last.replace(' ', 'T')}Z`) - Date.parse(`${wallTime(log.modifiedMs, timeZone)}Z`);
  const quarters = Math.round(difference / QUARTER_MS);
  return Math.abs(difference - quarters * QUARTER_MS) <= NEAR_MS && Math.abs(quarters) <= 4 * 26 ? quarters * 15 || 0 : null;
}

function wallTime(ms: number, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms).replace(' ', 'T');
}
