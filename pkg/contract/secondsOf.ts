const DAY = 86_400;
const YEAR = 365.25 * DAY;
const UNITS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(?:s|ss|sec?|seconds?|)$/, 1],
  [/^(?:m|mm|min?|minutes?)$/, 60],
  [/^(?:h|hh|hou?|hours?)$/, 3600],
  [/^(?:d|dd|da|days?)$/, DAY],
  [/^(?:w|ww|wee?|weeks?)$/, 7 * DAY],
  [/^(?:mon?|months?)$/, YEAR / 12],
  [/^(?:y|yy|yea?|years?)$/, YEAR],
];

/** A time as fail2ban's files write it, such as "600", "1d 12h" or "-1", in seconds; null for what is none, or is computed of others. */
export function secondsOf(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '-1') {
    return -1;
  }
  const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)\s*/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== trimmed) {
    return null;
  }
  return parts.reduce<number | null>((sum, [, count = '', unit = '']) => {
    const seconds = UNITS.find(([shape]) => shape.test(unit))?.[1];
    return sum === null || seconds === undefined ? null : sum + Number(count) * seconds;
  }, 0);
}
