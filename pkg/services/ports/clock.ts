/** Wall time, elapsed time and timers; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that only ever go forward, whatever happens to the wall clock: for ages and patience. */
  ticks(): number;
  /** Runs `task` once after `delayMs`. Returns the way to cancel. */
  after(delayMs: number, task: () => void): () => void;
}

/** UTC epoch seconds, whole. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
