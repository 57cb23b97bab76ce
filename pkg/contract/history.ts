import { z } from 'zod';
import { LAST_MOMENT } from './lastMoment';

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

export const FOLLOW_STATES = ['starting', 'following', 'missing', 'forbidden', 'failed', 'stopped'] as const;
/** Whether fail2ban's log is being followed. Until it is, the ends of bans come from the lists of active bans: later, and with less of a cause. */
export const followSummarySchema = z.object({
  state: z.enum(FOLLOW_STATES),
  /** Why it is not, or what fail2ban leaves out of it; null when all is there. */
  reason: z.string().nullable(),
  /** True once everything that was written before is read. */
  live: z.boolean(),
  /** UTC epoch seconds of the last record that was read. */
  lastRecordAt: z.number().nullable(),
});
export type FollowSummary = z.infer<typeof followSummarySchema>;

const queryList = z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(z.string()).optional());
const numberList = z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(z.coerce.number().int().min(1)).optional());

/**
 * Which bans are meant. The window: a relative `range` such as "24h", which is counted back from the request, or exact
 * `from` and `to`.
 */
export const banFilterShape = {
  range: z.string().max(16).optional(),
  /** UTC epoch seconds, both inclusive. */
  from: z.coerce.number().int().min(0).max(LAST_MOMENT).optional(),
  to: z.coerce.number().int().min(0).max(LAST_MOMENT).optional(),
  jail: queryList,
  /** An address, or a network and all that it holds. */
  search: z.string().trim().max(64).optional(),
  /** ISO 3166-1 alpha-2 in upper case; ZZ is what belongs to no country. */
  country: queryList,
  /** Numbers of autonomous systems. */
  asn: numberList,
  /** Only addresses that were banned at least so often in all the time the archive knows. */
  minBans: z.coerce.number().int().min(1).optional(),
};

/** `after` is the `next` of the page before. */
export const historyRequestSchema = z.strictObject({
  ...banFilterShape,
  after: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const TREND_GROUPS = ['jail', 'country', 'asn'] as const;
export type TrendGroup = (typeof TREND_GROUPS)[number];

/** `bucket` in seconds; chosen by the length of the window when absent. */
export const trendRequestSchema = z.strictObject({
  ...banFilterShape,
  bucket: z.coerce.number().int().min(60).max(31_536_000).optional(),
  by: z.enum(TREND_GROUPS).default('jail'),
  /** True: the window before this one, of the same length, comes along. */
  compare: z.stringbool().default(false),
});

export const BAN_ORIGINS = ['own', 'database', 'log', 'observed'] as const;
/** `expired`: its time was over. `unbanned`: by hand. `jail_stopped`: its jail, or fail2ban, was stopped. `flushed`: all bans of the jail were dropped at once. */
export const END_CAUSES = ['expired', 'unbanned', 'jail_stopped', 'flushed'] as const;

/** A ban of the archive. Times in UTC epoch seconds, `banTime` in seconds, -1 for ever. */
export const archivedBanSchema = z.object({
  id: z.number(),
  jail: z.string(),
  address: z.string(),
  start: z.number(),
  banTime: z.number(),
  /** When it ended; null while it runs, and when nobody saw it end. */
  endedAt: z.number().nullable(),
  /** Null while it runs, and when nobody knows. */
  endCause: z.enum(END_CAUSES).nullable(),
  /** Login of the person or script that lifted it; null for fail2ban itself and for others. */
  endedBy: z.string().nullable(),
  /** The best source that told of it. */
  origin: z.enum(BAN_ORIGINS),
  /** True when it was only seen in a list: its times are approximate. */
  approximate: z.boolean(),
  banCount: z.number(),
  failures: z.number().nullable(),
  /** How many matched lines are kept; asked for by `/history/:id/lines`. */
  lines: z.number(),
  actor: z.string().nullable(),
  /** ISO 3166-1 alpha-2, ZZ for what belongs to no country, null while unknown. */
  country: z.string().nullable(),
  asn: z.number().nullable(),
  /** Name of the autonomous system. */
  org: z.string().nullable(),
  /** How often the address was banned in all the time the archive knows. */
  addressBans: z.number(),
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

/**
 * In order of time; buckets without a ban are left out. `time` is the beginning of the bucket; `key` is a jail, a country or the
 * number of an AS, null while unknown. Of many countries or systems the dozen with most bans are told, and the rest as REST_KEY.
 */
const trendPoints = z.array(z.object({ time: z.number(), key: z.string().nullable(), bans: z.number() }));

export const trendResponseSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** Seconds. */
  bucket: z.number(),
  by: z.enum(TREND_GROUPS),
  points: trendPoints,
  /** The same of the window before, with its own times; null unless asked for. */
  previous: trendPoints.nullable(),
});
export type TrendResponse = z.infer<typeof trendResponseSchema>;

export const historySyncResponseSchema = z.object({ synced: z.number() });

/** Where matched lines are from: fail2ban's database, or its followed log. */
export const linesResponseSchema = z.object({
  id: z.number(),
  source: z.enum(['database', 'log']).nullable(),
  lines: z.array(z.string()),
});
export type LinesResponse = z.infer<typeof linesResponseSchema>;
export const banIdSchema = z.strictObject({ id: z.coerce.number().int().min(1) });
