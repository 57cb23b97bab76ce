const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };
const PARTS = /^0$|^\d+(?:\.\d+)?[ywdhms](?: \d+(?:\.\d+)?[ywdhms])*$/;
const CLOCK = /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)$/;

/** Seconds of "2d 7h 15m" (since 1.0) and of "1 day, 0:10:00" (0.11); NaN for anything else. */
export function parseLength(text: string): number {
  if (PARTS.test(text)) {
    return text.split(' ').reduce((sum, part) => sum + Number.parseFloat(part) * (UNITS[part.at(-1) ?? ''] ?? 0), 0);
  }
  const match = CLOCK.exec(text);
  if (!match) {
    return Number.NaN;
  }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return days * 86_400 + hours * 3600 + minutes * 60 + seconds;
}
