import { z } from 'zod';
import { limitSchema } from './surroundings';

/** Null: unknown, or fail2ban keeps no database. */
const textParameter = z.object({
  /** What the server runs with. */
  running: z.string().nullable(),
  /** What the configuration files say, in their words; null where they cannot be read from here. */
  configured: z.string().nullable(),
});
const numberParameter = textParameter.extend({ running: z.number().nullable() });

export const SERVER_WARNING_CODES = ['log_level_blind', 'no_database', 'purge_age_short'] as const;
/** A value that keeps BanGUI from seeing what fail2ban does. */
export const serverWarningSchema = z.object({ code: z.enum(SERVER_WARNING_CODES), message: z.string() });

/** How the sidecar itself is doing; told also while fail2ban is down. Sizes in bytes, durations in seconds. */
export const sidecarInfoSchema = z.object({
  version: z.string(),
  uptime: z.number(),
  residentBytes: z.number(),
  /** Of the disk of the state directory. */
  freeBytes: z.number().nullable(),
  archive: z.object({ bytes: z.number(), bans: z.number(), addresses: z.number() }).nullable(),
  /** How the archive grew over the last days, at most 30; null before a first day has passed. */
  growth: z.object({ bytesPerDay: z.number(), days: z.number() }).nullable(),
  /** What does not fit between the sidecar, fail2ban-client and the server. */
  limits: z.array(limitSchema),
  /** Whether BANGUI_FAIL2BAN_RESTART says how fail2ban is restarted. */
  canRestart: z.boolean(),
});
export type SidecarInfo = z.infer<typeof sidecarInfoSchema>;

export const globalConfigSchema = z.object({
  version: z.string(),
  databaseFile: textParameter,
  logLevel: textParameter,
  logTarget: textParameter,
  /** Running: seconds. */
  purgeAge: numberParameter,
  maxMatches: numberParameter,
  /** Of the running values. */
  warnings: z.array(serverWarningSchema),
  sidecar: sidecarInfoSchema,
});
export type GlobalConfig = z.infer<typeof globalConfigSchema>;

/** What is left out stays. Both the running server and `fail2ban.d/zz-bangui.local` get the values, or neither. */
export const setGlobalRequestSchema = z.strictObject({
  logLevel: z.string().max(16).optional(),
  /** Seconds. */
  purgeAge: z.number().optional(),
  maxMatches: z.number().optional(),
  /** For the history of the configuration. */
  reason: z.string().max(500).default(''),
  /** A yes to the warnings. */
  confirm: z.boolean().default(false),
});

/** Without a jail: every enabled jail, one by one. */
export const reloadRequestSchema = z.strictObject({ jail: z.string().max(64).optional() });

export const flushedSchema = z.object({ flushed: z.literal(true) });

/** Durations in seconds, `banTime` -1 for ever. */
export const liveParametersSchema = z.object({
  jail: z.string(),
  banTime: z.number(),
  findTime: z.number(),
  maxRetry: z.number(),
  maxMatches: z.number(),
});
export type LiveParametersAnswer = z.infer<typeof liveParametersSchema>;

/** What is left out stays. Whole numbers only; they hold until the jail is next reloaded. */
export const setLiveParametersRequestSchema = z.strictObject({
  banTime: z.number().optional(),
  findTime: z.number().optional(),
  maxRetry: z.number().optional(),
  maxMatches: z.number().optional(),
  /** A yes to ending bans: a shorter ban time also holds for those in force. */
  confirm: z.boolean().default(false),
});

/**
 * `endingBans`: bans whose time is over by a shorter ban time, counted just before. fail2ban lifts them when it next looks for ended bans:
 * at the former end of the first of them, or at the end of the next new one.
 */
export const liveParametersSetSchema = liveParametersSchema.extend({ endingBans: z.number() });
export type LiveParametersSet = z.infer<typeof liveParametersSetSchema>;

/** fail2ban went offline within a minute of an activation. Times in UTC epoch seconds. */
export const pendingRecoverySchema = z.object({
  jail_name: z.string(),
  activated_at: z.number(),
  /** When fail2ban closed the connection, or was first found away. */
  detected_at: z.number(),
  /** True once fail2ban has answered again. */
  recovered: z.boolean(),
  /** The configuration is as before the activation: only the restart is left. */
  undone: z.boolean(),
});
export type PendingRecovery = z.infer<typeof pendingRecoverySchema>;

export const recoveryResponseSchema = z.object({ pending: pendingRecoverySchema.nullable(), canRestart: z.boolean() });
