const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(?:s|se|sec|secs|second|seconds)?$/, 1],
  [/^(?:m|mi|min|mins|minute|minutes)$/, MINUTE],
  [/^(?:h|ho|hour|hours)$/, HOUR],
  [/^(?:d|da|day|days)$/, DAY],
  [/^(?:w|we|week|weeks)$/, 7 * DAY],
  [/^(?:mo|mon|month|months)$/, (365.25 * DAY) / 12],
  [/^(?:y|ye|year|years)$/, 365.25 * DAY],
];

/** A time as fail2ban's files write it, in seconds; null for what is none, or is a formula of several. */
export function secondsOf(text: string): number | null {
  if (text === '-1') {
    return -1;
  }
  if (!/^\s*(?:\d+\s*[a-z]*\s*)+$/.test(text)) {
    return null;
  }
  let sum = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)\s*([a-z]*)/g)) {
    const seconds = UNITS.find(([shape]) => shape.test(unit))?.[1];
    if (seconds === undefined) {
      return null;
    }
    sum += Number(count) * seconds;
  }
  return sum;
}
