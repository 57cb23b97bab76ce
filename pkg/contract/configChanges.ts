import { z } from 'zod';
import { configPlaceSchema } from './configReading';

export const MAX_CONFIG_TEXT = 262_144;

const name = z.string().max(64);
const line = z.string().max(4096);
/** A text, or the lines of a value of several; null gives the option back to what fail2ban's package says. */
const optionsSchema = z.record(z.string().max(64), z.union([line, z.array(line).min(1).max(200), z.null()]));

export const configChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set_options'), jail: name, options: optionsSchema }),
  z.strictObject({ kind: z.literal('create_jail'), jail: name, options: optionsSchema }),
  z.strictObject({ kind: z.literal('copy_jail'), jail: name, from: name }),
  z.strictObject({ kind: z.literal('activate_jail'), jail: name }),
  z.strictObject({ kind: z.literal('deactivate_jail'), jail: name }),
  z.strictObject({ kind: z.literal('delete_jail'), jail: name }),
  z.strictObject({ kind: z.literal('set_filter'), filter: name, options: optionsSchema }),
  z.strictObject({ kind: z.literal('create_filter'), filter: name, options: optionsSchema }),
  z.strictObject({ kind: z.literal('delete_filter'), filter: name }),
  z.strictObject({ kind: z.literal('set_defaults'), options: optionsSchema }),
  z.strictObject({ kind: z.literal('set_action'), action: name, options: optionsSchema }),
  z.strictObject({ kind: z.literal('create_action'), action: name, options: optionsSchema }),
  z.strictObject({ kind: z.literal('delete_action'), action: name }),
  z.strictObject({ kind: z.literal('edit_file'), path: z.string().max(200), text: z.string().max(MAX_CONFIG_TEXT).nullable() }),
]);
export type ConfigChange = z.infer<typeof configChangeSchema>;
export type GivenOptions = z.infer<typeof optionsSchema>;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().max(500).default('');

export const previewRequestSchema = z.strictObject({ change: configChangeSchema });
export const changeRequestSchema = z.strictObject({
  change: configChangeSchema,
  reason,
  /** The digest that the preview told, null when there was no file: somebody else's change meanwhile is refused with REVISION_CONFLICT. */
  expected: digest.nullable(),
});
/** The file as it was before that change, or as it was made by it. */
const to = z.enum(['before', 'after']).default('before');
export const restorePreviewRequestSchema = z.strictObject({ to });
export const restoreRequestSchema = z.strictObject({
  to,
  reason,
  expected: digest.nullable(),
});

const diffSchema = z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }));

/** What becomes of a jail: `unloaded` lifts its bans; `unchanged`: it was stopped by hand, and stays so; `inactive`: it is new, and runs once it is activated. */
export const JAIL_FATES = ['loaded', 'reloaded', 'unloaded', 'unchanged', 'inactive'] as const;
const jailFateSchema = z.object({
  jail: z.string(),
  becomes: z.enum(JAIL_FATES),
  /** It runs with a longer ban time than it will have, which also holds for bans in force: how many of them end at once. Null: bans in force stay as long as they are. */
  endsBans: z.number().nullable(),
  /** Names of the actions that it will run; null where that cannot be told, or it does not run. */
  actions: z.array(z.string()).nullable(),
});
export type JailFate = z.infer<typeof jailFateSchema>;

/** An option that was given back, and what it is now: `place` says where, and is null for fail2ban's own default. */
const revertedSchema = z.object({ option: z.string(), value: z.string().nullable(), place: configPlaceSchema.nullable() });
export type RevertedOption = z.infer<typeof revertedSchema>;
/** The jails, enabled or not, that say nothing themselves of a default that changes: at most 50 names, and how many more there are. Null: it is no change of defaults. */
const inheritingSchema = z.object({ jails: z.array(z.string()), more: z.number() }).nullable();
export type InheritingJails = NonNullable<z.infer<typeof inheritingSchema>>;

export const previewSchema = z.object({
  path: z.string(),
  expected: digest.nullable(),
  diff: diffSchema,
  jails: z.array(jailFateSchema),
  reverted: z.array(revertedSchema),
  inheriting: inheritingSchema,
  /** Why it would be refused. What only the running server can tell is found when the change is made. */
  problems: z.array(z.object({ error_code: z.string(), message: z.string(), field: z.string().nullable() })),
});
export type ConfigPreview = z.infer<typeof previewSchema>;

export const revisionSchema = z.object({
  id: z.number(),
  at: z.number(),
  actor: z.string(),
  reason: z.string(),
  kind: z.string(),
  path: z.string(),
  jails: z.array(z.string()),
  /** `pending` while it is under way; the others as in ConfigRevisionsPort. */
  result: z.enum(['pending', 'applied', 'rolled_back', 'recovered_new', 'recovered_old', 'left_alone', 'outside']),
  /** fail2ban's own words where it was refused. */
  words: z.string(),
  diff: diffSchema,
});
export type RevisionEntry = z.infer<typeof revisionSchema>;

export const revisionsQuerySchema = z.strictObject({
  path: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(50),
  before: z.coerce.number().int().min(1).optional(),
});
export const revisionsResponseSchema = z.object({ revisions: z.array(revisionSchema), next: z.number().nullable() });
export const revisionParamsSchema = z.object({ id: z.coerce.number().int().min(1) });

export const changeResponseSchema = z.object({
  /** `running`: ask `GET /config/revisions`, or send the same request with the same Idempotency-Key. */
  state: z.enum(['done', 'running']),
  revision: revisionSchema.nullable(),
  jails: z.array(jailFateSchema),
  reverted: z.array(revertedSchema),
  inheriting: inheritingSchema,
});
export type ConfigChangeAnswer = z.infer<typeof changeResponseSchema>;

export const configAccessSchema = z.object({
  writes: z.boolean(),
  /** Why nothing can be changed; null when it can. */
  reason: z.string().nullable(),
  /** Whether actions, and what else runs programs as root, may be changed. */
  commands: z.boolean(),
});
export type ConfigAccess = z.infer<typeof configAccessSchema>;
