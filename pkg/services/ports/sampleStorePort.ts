import type { FilterSample } from '../../contract/filterLab';

/** Sample lines of filters that outlive the process. */
export interface SampleStorePort {
  /** None when there are none, or they cannot be read. `filter` is a valid name of a filter. */
  read(filter: string): Promise<FilterSample[]>;
  /** Replaces what was there, as a whole. Rejects when it cannot be written. */
  write(filter: string, samples: readonly FilterSample[]): Promise<void>;
}
