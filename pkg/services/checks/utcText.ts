/** UTC epoch seconds, to the minute: "2026-11-21 14:03 UTC". */
export function utcText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
