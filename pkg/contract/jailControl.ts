import { z } from 'zod';
import { jailSchema, jailsResponseSchema } from './jails';

/**
 * `listed_not_started`: fail2ban lists the jail, but no thread of it runs, so it reads no log. Nothing on fail2ban's socket tells this;
 * it is said only when the threads of the server's process were seen on this host.
 * `unknown`: set idle here, so long ago that anybody's reload may have ended it, which only fail2ban's log tells.
 * `configured_not_running`: enabled in the configuration and not listed; known only where fail2ban-client sees that configuration.
 */
export const JAIL_STATES = ['running', 'idle', 'unknown', 'listed_not_started', 'configured_not_running'] as const;

export const jailStateSchema = z.object({
  name: z.string(),
  state: z.enum(JAIL_STATES),
  /** What this sidecar has set within the last ten minutes, or at any time while fail2ban's log is followed, as long as nothing speaks against it; null when it cannot be known: fail2ban does not tell. */
  idle: z.boolean().nullable(),
  /** Whether the jail's threads were seen to run; null where the server's process cannot be seen. */
  threads: z.boolean().nullable(),
  /** fail2ban's own words about why an enabled jail cannot be loaded. */
  problem: z.string().nullable(),
});
export type JailState = z.infer<typeof jailStateSchema>;

export const jailListResponseSchema = jailsResponseSchema.extend({
  /** Of every jail that runs, is listed, or is enabled in the configuration. */
  states: z.array(jailStateSchema),
});
export type JailListResponse = z.infer<typeof jailListResponseSchema>;

export const jailDetailSchema = jailStateSchema.extend({
  asOf: z.number(),
  stale: z.boolean(),
  /** Null for a jail that is not listed. */
  jail: jailSchema.nullable(),
});
export type JailDetail = z.infer<typeof jailDetailSchema>;

export const idleRequestSchema = z.strictObject({ on: z.boolean() });

/** What a person should know after a change of a jail. */
export const JAIL_NOTES = ['bans_lifted', 'returns_at_next_reload', 'bans_return', 'expiry_frozen', 'expiry_resumes', 'other_jails_changed'] as const;

export const jailChangeSchema = z.object({
  jail: z.string(),
  /** Bans that a stop has lifted, as counted just before it. */
  liftedBans: z.number(),
  notes: z.array(z.object({ code: z.enum(JAIL_NOTES), message: z.string() })),
});
export type JailChange = z.infer<typeof jailChangeSchema>;
export type JailNote = JailChange['notes'][number];
