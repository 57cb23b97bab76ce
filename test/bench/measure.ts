/** One of several ways to do the same thing. */
export interface Contender {
  /** Runs in a row make one sample, which is their mean. */
  batch: number;
  /** Runs before the first sample. */
  warmUp: number;
  run(): Promise<unknown>;
}

/** Something that only grows: a clock, the processor time of a process. */
export type Meter = () => number;

export type Samples<M extends string> = Record<M, number[]>;

interface Interleaving<C extends string, M extends string> {
  repetitions: number;
  contenders: Record<C, Contender>;
  meters: Record<M, Meter>;
  signal: AbortSignal;
}

/**
 * Measures all contenders in turn, again and again, each repetition with another one first: what else the machine does
 * meanwhile hits all of them, and the ratio of two samples of one repetition stays fair.
 */
export async function interleave<C extends string, M extends string>({ repetitions, contenders, meters, signal }: Interleaving<C, M>): Promise<Record<C, Samples<M>>> {
  const names = keysOf(contenders);
  const samples = mapKeys(contenders, () => mapKeys(meters, (): number[] => []));
  for (const name of names) {
    await runTimes(contenders[name], contenders[name].warmUp, signal);
  }
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const name of rotated(names, repetition)) {
      const { batch } = contenders[name];
      const before = mapKeys(meters, (meter) => meter());
      await runTimes(contenders[name], batch, signal);
      for (const meter of keysOf(meters)) {
        samples[name][meter].push((meters[meter]() - before[meter]) / batch);
      }
    }
  }
  return samples;
}

async function runTimes(contender: Contender, times: number, signal: AbortSignal): Promise<void> {
  for (let run = 0; run < times; run++) {
    signal.throwIfAborted();
    await contender.run();
  }
}

/** Sample by sample: how many times the divisor fits. */
export function ratios(dividends: readonly number[], divisors: readonly number[]): number[] {
  return dividends.map((dividend, at) => dividend / (divisors[at] ?? Number.NaN));
}

export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

function rotated<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** Object.keys forgets that a record of literals has no other keys. */
const keysOf = <K extends string>(record: Record<K, unknown>): K[] => Object.keys(record) as K[];

function mapKeys<K extends string, A, B>(record: Record<K, A>, map: (value: A) => B): Record<K, B> {
  return Object.fromEntries(keysOf(record).map((key) => [key, map(record[key])])) as Record<K, B>;
}
