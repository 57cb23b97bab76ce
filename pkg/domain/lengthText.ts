const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "2 days 1 hour": seconds in their two largest units. */
export function lengthText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([, length]) => whole >= length);
  if (first < 0) {
    return '0 seconds';
  }
  const parts = UNITS.slice(first, first + 2).map(([unit, length], index) => {
    const above = index === 0 ? Infinity : (UNITS[first]?.[1] ?? Infinity);
    const value = Math.floor((whole % above) / length);
    return value === 0 ? '' : `${value} ${unit}${value === 1 ? '' : 's'}`;
  });
  return parts.filter(Boolean).join(' ');
}
