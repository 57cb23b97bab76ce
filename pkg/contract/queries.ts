import { z } from 'zod';
import { TOP_GROUPS } from './aggregates';
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

const topQuerySchema = z.object({
  queryType: z.literal('top'),
  ...pastBansShape,
  by: z.enum(TOP_GROUPS).default('address'),
  limit: z.number().int().min(1).max(1000).default(20),
});

/** Bans by country, with the middle of each. */
const geoQuerySchema = z.object({
  queryType: z.literal('geo'),
  ...pastBansShape,
});

export const LOG_LEVELS = ['DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL'] as const;

/** fail2ban's own log, as far as its file and the rotated one before reach. */
const logsQuerySchema = z.object({
  queryType: z.literal('logs'),
  jail: textList,
  /** A text that the line holds, whatever its case. */
  search: optionalText,
  /** This level and those above it. */
  level: z.enum(LOG_LEVELS).optional(),
  limit: z.number().int().min(1).max(10_000).default(1000),
});

export const ANNOTATION_KINDS = ['bans', 'jails', 'server', 'config'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** Moments of the dashboard's time range: bans of a jail or an address, starts and stops of jails, those of fail2ban itself, changes of its configuration. */
const annotationsQuerySchema = z.object({
  queryType: z.literal('annotations'),
  what: z.enum(ANNOTATION_KINDS).default('server'),
  jail: textList,
  search: optionalText,
  limit: z.number().int().min(1).max(1000).default(100),
});

/** What a panel may listen to. */
export const EVENT_KINDS = ['found', 'ban', 'unban', 'jail', 'server'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What fail2ban's log tells from now on; the answer names the channel that streams it. */
const eventsQuerySchema = z.object({
  queryType: z.literal('events'),
  jail: textList,
  search: optionalText,
  /** Absent: all. */
  kinds: z.array(z.enum(EVENT_KINDS)).optional(),
});

/** What an alert rule can watch; each answers with a row a subject, 1 where something is wrong. */
export const CHECKS = ['down', 'stuck', 'jail_vanished', 'jail_blind', 'not_enforced', 'ban_surge', 'mass_unban', 'archive', 'half_blind', 'recovery'] as const;
export type Check = (typeof CHECKS)[number];

const checkQuerySchema = z.object({
  queryType: z.literal('check'),
  check: z.enum(CHECKS),
  jail: textList,
});

/** Figures of the sidecar itself. */
const sidecarQuerySchema = z.object({
  queryType: z.literal('sidecar'),
});

export const querySchema = z.discriminatedUnion('queryType', [
  statusQuerySchema,
  jailsQuerySchema,
  bansQuerySchema,
  historyQuerySchema,
  trendQuerySchema,
  topQuerySchema,
  geoQuerySchema,
  logsQuerySchema,
  annotationsQuerySchema,
  eventsQuerySchema,
  checkQuerySchema,
  sidecarQuerySchema,
]);
export type Query = z.infer<typeof querySchema>;
export type QueryInput = z.input<typeof querySchema>;
export const QUERY_TYPES = ['status', 'jails', 'bans', 'history', 'trend', 'top', 'geo', 'logs', 'annotations', 'events', 'check', 'sidecar'] as const;
export type QueryType = Query['queryType'];
