const UNIT: Record<string, number> = {
  '': 1, s: 1, ss: 1, sec: 1, second: 1, seconds: 1,
  m: 60, mm: 60, min: 60, minute: 60, minutes: 60,
  h: 3600, hh: 3600, hour: 3600, hours: 3600,
  d: 86_400, dd: 86_400, day: 86_400, days: 86_400,
  w: 604_800, wk: 604_800, week: 604_800, weeks: 604_800,
};

/** A duration as fail2ban's files write it, such as "1d" or "1h 30m"; null for one that is not understood here. */
export function secondsOf(text: string | null): number | null {
  const parts = text === null ? [] : [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)\s*/gi)];
  const whole = parts.map(([part]) => part).join('');
  if (text === null || parts.length === 0 || whole !== text.trim()) {
    return null;
  }
  return parts.reduce<number | null>((sum, [, amount = '', unit = '']) => {
    const factor = UNIT[unit.toLowerCase()];
    return sum === null || factor === undefined ? null : sum + Number(amount) * factor;
  }, 0);
}
