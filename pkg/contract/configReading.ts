import { z } from 'zod';

/** Files are named below the configuration folder, such as `jail.d/own.local`; what lies outside of it by its whole path. */
export const configPlaceSchema = z.object({
  file: z.string(),
  /** The first line; null when only the file is known. */
  line: z.number().nullable(),
});
export type ConfigPlace = z.infer<typeof configPlaceSchema>;

/**
 * What fail2ban does because of it: `everything`, it refuses the whole configuration; `file`, it goes on without this file; `jail`, it leaves this jail out; `start`, the server refuses the jail
 * when it is loaded; `when_enabled`, nothing while the jail is disabled.
 */
export const PROBLEM_EFFECTS = ['everything', 'file', 'jail', 'start', 'when_enabled'] as const;

export const configProblemSchema = z.object({
  /** Close to fail2ban's own words. */
  message: z.string(),
  place: configPlaceSchema.nullable(),
  effect: z.enum(PROBLEM_EFFECTS),
});
export type ConfigProblem = z.infer<typeof configProblemSchema>;

/** `broken`: fail2ban cannot load it, or could not if it were enabled. */
export const CONFIG_JAIL_STATES = ['active', 'inactive', 'broken'] as const;

export const configJailSummarySchema = z.object({
  name: z.string(),
  enabled: z.boolean(),
  state: z.enum(CONFIG_JAIL_STATES),
  /** Every file that an option of its section comes from, in the order in which they are read. */
  files: z.array(z.string()),
  filter: z.string().nullable(),
  /** As they are called in the folder action.d. */
  actions: z.array(z.string()),
  problems: z.array(configProblemSchema),
});
export type ConfigJailSummary = z.infer<typeof configJailSummarySchema>;

export const configJailsResponseSchema = z.object({
  jails: z.array(configJailSummarySchema),
  /** Of files that cannot be read as a whole: fail2ban refuses everything, and the jails are shown without them. */
  problems: z.array(configProblemSchema),
});
export type ConfigJailsResponse = z.infer<typeof configJailsResponseSchema>;

export const configOptionSchema = z.object({
  name: z.string(),
  /** As fail2ban takes it, with everything put in; null when it cannot be told. */
  value: z.string().nullable(),
  /** As it is written; null when no file holds it and fail2ban's own default is meant. */
  raw: z.string().nullable(),
  origin: configPlaceSchema.extend({ isDefault: z.boolean() }).nullable(),
  /** False: fail2ban itself does not read it, other options may. */
  isKnown: z.boolean(),
  /** Why there is no value. */
  problem: z.string().nullable(),
});
export type ConfigOption = z.infer<typeof configOptionSchema>;

export const configFilterUseSchema = z.object({
  name: z.string(),
  files: z.array(z.string()),
  failRegexes: z.array(z.string()),
  ignoreRegexes: z.array(z.string()),
  prefRegex: z.string().nullable(),
  datePattern: z.string().nullable(),
  maxLines: z.number().nullable(),
  journalMatches: z.array(z.string()),
});
export type ConfigFilterUse = z.infer<typeof configFilterUseSchema>;

export const configActionUseSchema = z.object({
  /** As the server calls it. */
  name: z.string(),
  /** As it is called in the folder action.d. */
  action: z.string(),
  files: z.array(z.string()),
  options: z.array(z.object({ name: z.string(), value: z.string().nullable(), origin: configPlaceSchema.nullable() })),
});
export type ConfigActionUse = z.infer<typeof configActionUseSchema>;

export const configJailSchema = configJailSummarySchema.omit({ filter: true, actions: true }).extend({
  options: z.array(configOptionSchema),
  /** Null: none is set, or it cannot be read. */
  filter: configFilterUseSchema.nullable(),
  actions: z.array(configActionUseSchema),
  /** The log files that are there now. */
  logFiles: z.array(z.string()),
  /** True: options that hold commands or belong to actions are left out, because the reader may not configure. */
  withheld: z.boolean(),
});
export type ConfigJail = z.infer<typeof configJailSchema>;

/** `own`: the jails that say something else themselves, whatever the default is; at most 50 names, and how many more there are. */
export const configDefaultSchema = configOptionSchema.extend({ own: z.object({ jails: z.array(z.string()), more: z.number() }) });
export type ConfigDefault = z.infer<typeof configDefaultSchema>;

export const configDefaultsSchema = z.object({
  /** Of [DEFAULT] and of fail2ban itself; a value that is another for each jail is null. */
  options: z.array(configDefaultSchema),
  problems: z.array(configProblemSchema),
  /** As in a jail. */
  withheld: z.boolean(),
});
export type ConfigDefaults = z.infer<typeof configDefaultsSchema>;

/** `package`: a file that an update of fail2ban may replace; `own`: one that it leaves alone. */
export const CONFIG_FILE_OWNERS = ['package', 'own'] as const;

export const configFileSchema = z.object({ file: z.string(), owner: z.enum(CONFIG_FILE_OWNERS) });

export const configDefinitionsResponseSchema = z.object({
  definitions: z.array(z.object({ name: z.string(), files: z.array(configFileSchema), /** The jails that use it, enabled or not. */ jails: z.array(z.string()) })),
});
export type ConfigDefinitionsResponse = z.infer<typeof configDefinitionsResponseSchema>;

export const configDefinitionSchema = z.object({
  name: z.string(),
  /** In the order in which they are read, with what they include; the text is null when it is no UTF-8. */
  files: z.array(configFileSchema.extend({ text: z.string().nullable() })),
  /** As they stand after all files: nothing is put in yet. */
  options: z.array(z.object({ section: z.string(), name: z.string(), raw: z.string(), origin: configPlaceSchema.nullable() })),
  problems: z.array(configProblemSchema),
});
export type ConfigDefinition = z.infer<typeof configDefinitionSchema>;
