import { z } from 'zod';
import { pendingRecoverySchema } from './configServer';
import { UNREACHABLE_REASONS } from './errors';
import { followSummarySchema, historyStateSchema } from './history';
import { ROLES } from './roles';
import { limitSchema } from './surroundings';

/**
 * `unknown` only until the first probe of a started sidecar has ended;
 * `busy` means fail2ban lives and answers late: what is shown is its last good status.
 */
export const HEALTH_STATES = ['unknown', 'online', 'busy', 'offline', 'forbidden'] as const;

/** Times are UTC epoch seconds, ages are seconds; counters are sums over all jails. */
export const statusSchema = z.object({
  state: z.enum(HEALTH_STATES),
  /** 1, or 0 for offline, forbidden and busy for more than three minutes; null while unknown. */
  up: z.union([z.literal(0), z.literal(1)]).nullable(),
  reason: z.enum(UNREACHABLE_REASONS).nullable(),
  /** One sentence for a person: what is wrong and what to do about it. Empty when online. */
  message: z.string(),
  since: z.number(),
  checkedAt: z.number().nullable(),
  version: z.string().nullable(),
  sidecarVersion: z.string(),
  /** Null until counters were read at least once. */
  totals: z
    .object({
      jails: z.number(),
      currentlyFailed: z.number(),
      totalFailed: z.number(),
      currentlyBanned: z.number(),
      totalBanned: z.number(),
    })
    .nullable(),
  /** When the totals were read. */
  asOf: z.number().nullable(),
  /** What is switched off here, and why. Reading bans never is. */
  limits: z.array(limitSchema).optional(),
  /** Where the archive learns of bans. */
  history: historyStateSchema.optional(),
  /** Whether its log is followed. */
  follow: followSummarySchema.optional(),
  /** fail2ban went down over an activation, and nobody has dealt with it yet; left out when it did not. */
  recovery: pendingRecoverySchema.optional(),
});
export type Status = z.infer<typeof statusSchema>;
export type HealthState = Status['state'];

/** Who the sidecar takes the caller for. */
export const meSchema = z.object({
  login: z.string(),
  role: z.enum(ROLES),
  via: z.enum(['grafana', 'token']),
});
export type Me = z.infer<typeof meSchema>;
