/** Some 300 years. Formulas for repeated offenders grow without a limit, past what a database keeps in an integer. */
const LONGEST_SECONDS = 10_000_000_000;

/** Whole seconds, -1 for ever and for what is as good as that. bantime.rndtime makes fractions. */
export function boundedBanTime(seconds: number): number {
  return seconds < 0 || seconds > LONGEST_SECONDS ? -1 : Math.round(seconds);
}
