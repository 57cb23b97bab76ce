import { median } from './measure';

export type Goal = { atLeast: number } | { atMost: number };

/** One promise, measured. */
export interface Verdict {
  /** Its number among the promises. */
  row: string;
  what: string;
  /** Null: shown for orientation, promised to nobody. */
  goal: Goal | null;
  /** One a repetition; their median is judged. */
  samples: readonly number[];
  unit: string;
  /** Absolute values and circumstances. */
  note?: string;
}

export function isMissed({ goal, samples }: Verdict): boolean {
  const value = median(samples);
  return goal !== null && !('atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost);
}

export function verdictText(verdict: Verdict): string {
  const { row, what, goal, samples, unit, note } = verdict;
  const shown = (value: number) => `${short(value)}${unit}`;
  const wanted = goal === null ? 'no goal' : 'atLeast' in goal ? `≥ ${shown(goal.atLeast)}` : `≤ ${shown(goal.atMost)}`;
  const range = `${shown(Math.min(...samples))} … ${shown(Math.max(...samples))}, n = ${samples.length}`;
  const outcome = goal === null ? '' : isMissed(verdict) ? 'MISSED' : 'ok';
  const line = `${row.padEnd(3)} ${what.padEnd(74)} ${wanted.padStart(9)}  ${shown(median(samples)).padStart(9)}  ${outcome.padEnd(6)}  (${range})`;
  return note === undefined ? line : `${line}\n    ${note}`;
}

/** Three significant digits, small or large. */
export function short(value: number): string {
  if (value === 0 || !Number.isFinite(value)) {
    return String(value);
  }
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(6, digits));
}
