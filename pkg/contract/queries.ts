import { z } from 'zod';
import { TREND_GROUPS } from './history';

/** Fields of `status` that an alert rule or a stat panel can ask for alone, as one number. */
export const STATUS_FIELDS = ['up', 'answering', 'busySeconds', 'jails', 'currentlyBanned', 'totalBanned', 'currentlyFailed', 'totalFailed'] as const;
export type StatusField = (typeof STATUS_FIELDS)[number];

/** Empty strings are what a cleared form or an empty template variable sends: they mean "not given". */
const optionalText = z.string().max(256).optional();
/** A multi-value template variable arrives as `a`, or `{a,b}`, or a list. */
const textList = z.union([z.string(), z.array(z.string())]).optional();

const statusQuerySchema = z.object({
  queryType: z.literal('status'),
  /** Absent: one row with everything. */
  field: z.enum(STATUS_FIELDS).optional(),
});

const jailsQuerySchema = z.object({
  queryType: z.literal('jails'),
  jail: textList,
});

const bansQuerySchema = z.object({
  queryType: z.literal('bans'),
  jail: textList,
  search: optionalText,
  limit: z.number().int().min(1).max(100_000).default(1000),
});

/** Which bans of the archive, within the time range of the dashboard. */
const pastBansShape = {
  jail: textList,
  search: optionalText,
  country: textList,
  /** Numbers of autonomous systems. */
  asn: textList,
  minBans: z.number().int().min(1).optional(),
};

const historyQuerySchema = z.object({
  queryType: z.literal('history'),
  ...pastBansShape,
  limit: z.number().int().min(1).max(100_000).default(1000),
});

const trendQuerySchema = z.object({
  queryType: z.literal('trend'),
  ...pastBansShape,
  by: z.enum(TREND_GROUPS).default('jail'),
});

export const querySchema = z.discriminatedUnion('queryType', [statusQuerySchema, jailsQuerySchema, bansQuerySchema, historyQuerySchema, trendQuerySchema]);
export type Query = z.infer<typeof querySchema>;
export type QueryInput = z.input<typeof querySchema>;
export const QUERY_TYPES = ['status', 'jails', 'bans', 'history', 'trend'] as const;
export type QueryType = Query['queryType'];
