import type { FilterSample } from '../../contract/filterLab';

/** Sample lines of filters that outlive the process. */
export interface SampleStorePort {
  /** `filter` is a valid name of a filter. Rejects with SURROUNDINGS_MISMATCH when they are there and cannot be read: none would say that nothing can break. */
  read(filter: string): Promise<FilterSample[]>;
  /** Replaces what was there, as a whole. Rejects with SURROUNDINGS_MISMATCH when it cannot be written. */
  write(filter: string, samples: readonly FilterSample[]): Promise<void>;
}
