import { z } from 'zod';

/** What about a jail deserves a person's eye, worst first. */
export const JAIL_ATTENTION = ['watches_nothing', 'blocks_nothing'] as const;

/** Durations in seconds; `banTime` -1 means for ever. Counters are fail2ban's own and start anew with it. */
export const jailSchema = z.object({
  name: z.string(),
  currentlyFailed: z.number(),
  totalFailed: z.number(),
  currentlyBanned: z.number(),
  totalBanned: z.number(),
  banTime: z.number(),
  findTime: z.number(),
  maxRetry: z.number(),
  /** True when repeated bans grow longer (`bantime.increment`). */
  escalates: z.boolean(),
  logFiles: z.array(z.string()),
  journalMatches: z.array(z.string()),
  actions: z.array(z.string()),
  attention: z.array(z.enum(JAIL_ATTENTION)),
});
export type Jail = z.infer<typeof jailSchema>;
export type JailAttention = Jail['attention'][number];

export const jailsResponseSchema = z.object({
  /** UTC epoch seconds of the reading shown. */
  asOf: z.number(),
  /** True when fail2ban is busy and this is its last good answer. */
  stale: z.boolean(),
  jails: z.array(jailSchema),
});
export type JailsResponse = z.infer<typeof jailsResponseSchema>;
