import { z } from 'zod';

/**
 * What depends on where fail2ban lives. `start_jails` is everything that runs fail2ban-client;
 * `jail_logs` is reading the log files of jails, `fail2ban_log` fail2ban's own, `database` its database, `ban_times` its clock's zone.
 */
export const CAPABILITIES = ['start_jails', 'jail_logs', 'fail2ban_log', 'database', 'ban_times'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** A capability that is switched off on this host. */
export const limitSchema = z.object({
  capability: z.enum(CAPABILITIES),
  /** For a person: what does not fit, and what to do about it. */
  reason: z.string(),
});
export type Limit = z.infer<typeof limitSchema>;
