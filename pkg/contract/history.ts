import { z } from 'zod';

export const HISTORY_SOURCES = ['database', 'observed', 'none'] as const;

/**
 * Where the archive learns of bans. `database`: fail2ban's own. `observed`: the lists of active bans only, so that short
 * bans may be missing and times are approximate. `none`: nowhere, or the archive takes nothing.
 */
export const historyStateSchema = z.object({
  source: z.enum(HISTORY_SOURCES),
  /** Why it is not the database; null when it is. */
  reason: z.string().nullable(),
  /** UTC epoch seconds at which the last copying that succeeded ended. */
  lastSync: z.number().nullable(),
});
export type HistoryState = z.infer<typeof historyStateSchema>;

const queryList = z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(z.string()).optional());

/** The window: a relative `range` such as "24h", which is counted back from the request, or exact `from` and `to`. */
export const windowShape = {
  range: z.string().max(16).optional(),
  /** UTC epoch seconds, both inclusive. */
  from: z.coerce.number().int().min(0).optional(),
  to: z.coerce.number().int().min(0).optional(),
  jail: queryList,
  /** An address, or a network and all that it holds. */
  search: z.string().trim().max(64).optional(),
};

/** `after` is the `next` of the page before. */
export const historyRequestSchema = z.object({
  ...windowShape,
  after: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** `bucket` in seconds; chosen by the length of the window when absent. */
export const trendRequestSchema = z.object({
  ...windowShape,
  bucket: z.coerce.number().int().min(60).max(31_536_000).optional(),
});

/** A ban of the archive. Times in UTC epoch seconds, `banTime` in seconds, -1 for ever. */
export const archivedBanSchema = z.object({
  id: z.number(),
  jail: z.string(),
  address: z.string(),
  start: z.number(),
  banTime: z.number(),
  /** When it was lifted by hand, as far as known. */
  endedAt: z.number().nullable(),
  origin: z.enum(['own', 'database', 'observed']),
  /** True when it was only seen in a list: its times are approximate. */
  approximate: z.boolean(),
  banCount: z.number(),
  failures: z.number().nullable(),
  matches: z.array(z.string()),
  actor: z.string().nullable(),
});
export type HistoryBan = z.infer<typeof archivedBanSchema>;

export const historyResponseSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** Newest first. */
  bans: z.array(archivedBanSchema),
  /** Continues behind the last one; null when there is no more. */
  next: z.string().nullable(),
});
export type HistoryResponse = z.infer<typeof historyResponseSchema>;

export const trendResponseSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** Seconds. */
  bucket: z.number(),
  /** In order of time; buckets without a ban are left out. `time` is the beginning of the bucket. */
  points: z.array(z.object({ time: z.number(), jail: z.string(), bans: z.number() })),
});
export type TrendResponse = z.infer<typeof trendResponseSchema>;

export const historySyncResponseSchema = z.object({ synced: z.number() });
