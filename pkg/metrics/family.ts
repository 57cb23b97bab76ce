import type { Gauge, Registry } from 'prom-client';

export interface Sample {
  value: number;
  labels?: Record<string, string>;
}

/** A family whose samples are read when somebody asks: one that is not among them any more has vanished. */
export interface Family<Source> {
  name: string;
  help: string;
  /** `untyped` where the name would be one of another type: queries do not mind, `promtool check metrics` does. */
  type: 'gauge' | 'counter' | 'untyped';
  read(source: Source): Sample[];
}

/** What is not known has no sample. */
export function known(value: number | null | undefined, labels?: Record<string, string>): Sample[] {
  return value === null || value === undefined ? [] : [{ value, labels }];
}

/** A sample for each state that there may be, 1 for the one that is. */
export function oneOf(states: readonly string[], current: string, label: string): Sample[] {
  return states.map((state) => ({ value: state === current ? 1 : 0, labels: { [label]: state } }));
}

export function addFamily<Source>(registry: Registry, { name, help, type, read }: Family<Source>, source: () => Source): void {
  const get = async () => ({ name, help, type, values: read(source()) });
  // The library's own gauges keep what they were told, and its types know no "untyped"; of a metric the registry wants these two.
  registry.registerMetric({ name, get } as unknown as Gauge);
}
