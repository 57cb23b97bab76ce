import { z } from 'zod';
import { jailChangeSchema } from './jailControl';

/** An active ban. Times in UTC epoch seconds; `end`, `timeLeft` null means for ever. */
export const banSchema = z.object({
  jail: z.string(),
  address: z.string(),
  start: z.number(),
  end: z.number().nullable(),
  /** Seconds; -1 for ever. */
  banTime: z.number(),
  timeLeft: z.number().nullable(),
});
export type Ban = z.infer<typeof banSchema>;

export const BAN_SORTS = ['start', 'end', 'address', 'jail'] as const;

const queryList = z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(z.string()).optional());

/** `search`: an address, a network (both ways: what it holds and what holds it) or the first characters of an address. */
export const bansRequestSchema = z.strictObject({
  jail: queryList,
  search: z.string().trim().max(64).optional(),
  sort: z.enum(BAN_SORTS).default('start'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(1000).default(50),
});
export type BansRequest = z.input<typeof bansRequestSchema>;

export const bansResponseSchema = z.object({
  asOf: z.number(),
  stale: z.boolean(),
  /** Bans that match, over all pages. */
  total: z.number(),
  bans: z.array(banSchema),
});
export type BansResponse = z.infer<typeof bansResponseSchema>;

const addresses = z.array(z.string()).min(1).max(1000);

export const banRequestSchema = z.strictObject({
  addresses,
  jails: z.array(z.string()).min(1).max(200),
  /** An Admin's yes to what the ban guard refuses. */
  confirm: z.boolean().default(false),
});
export type BanRequest = z.input<typeof banRequestSchema>;

export const unbanRequestSchema = z.strictObject({
  addresses,
  /** Absent: every jail. */
  jails: z.array(z.string()).min(1).max(200).optional(),
  /** A yes to lift every ban inside a network: fail2ban also forgets its history of them. */
  confirm: z.boolean().default(false),
});
export type UnbanRequest = z.input<typeof unbanRequestSchema>;

/** What became of one jail's share of a request. `changed` counts the addresses whose state really changed. */
export const jailOutcomeSchema = z.object({
  /** Null: all jails at once. */
  jail: z.string().nullable(),
  requested: z.number(),
  changed: z.number(),
  /** What stopped it, in fail2ban's own words when it refused. What was sent without an answer may have been carried out all the same. */
  error: z.string().nullable(),
});
export type JailOutcome = z.infer<typeof jailOutcomeSchema>;

/** A change at fail2ban. Answered 200 when it ended within five seconds, else 202: ask again under `/operations/<id>`. */
export const operationSchema = z.object({
  id: z.string(),
  kind: z.enum(['ban', 'unban', 'stop_jail', 'start_jail', 'idle_jail', 'reload', 'restart', 'rollback']),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: z.number(),
  done: z.number(),
  total: z.number(),
  outcomes: z.array(jailOutcomeSchema),
  /** Why it failed before anything was sent; null otherwise. */
  error: z.string().nullable(),
  /** What became of the jail that was stopped, started or set idle; absent until then. */
  jailChange: jailChangeSchema.optional(),
});
export type Operation = z.infer<typeof operationSchema>;
