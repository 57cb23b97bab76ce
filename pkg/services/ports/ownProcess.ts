/** How late timers ran, in seconds. */
export interface EventLoopLag {
  min: number;
  max: number;
  mean: number;
  p50: number;
  p90: number;
  p99: number;
}

/** The process of the sidecar and the disk below it. */
export interface OwnProcessPort {
  uptimeSeconds(): number;
  residentBytes(): number;
  /** Of the last half minute that is over, so that all who ask get the same; of the time since the start before that. */
  eventLoopLag(): EventLoopLag;
  /** What an ordinary process could still write to the file system of `path`; null when that cannot be told. */
  freeBytes(path: string): Promise<number | null>;
}
