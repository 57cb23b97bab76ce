export interface Limits {
  usual: number;
  most: number;
}

/** How many rows the sidecar gives when a query names none, and how many at most. */
export const LIMITS = {
  bans: { usual: 1000, most: 100_000 },
  history: { usual: 1000, most: 100_000 },
  top: { usual: 20, most: 1000 },
  logs: { usual: 1000, most: 10_000 },
  annotations: { usual: 100, most: 1000 },
} as const satisfies Record<string, Limits>;
