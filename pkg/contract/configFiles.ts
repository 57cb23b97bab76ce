import { z } from 'zod';

/** `package`: an update of fail2ban may replace it; `bangui`: what forms and the API write of jails and of the server; `local`: every other one that updates leave alone. */
export const CONFIG_FILE_KEEPERS = ['bangui', 'local', 'package'] as const;
export type ConfigFileKeeper = (typeof CONFIG_FILE_KEEPERS)[number];

export const configFilesQuerySchema = z.strictObject({
  /** A part of the path, in capitals or not. */
  search: z.string().trim().max(64).optional(),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(200),
});
export type ConfigFilesQuery = z.output<typeof configFilesQuerySchema>;

export const configFileEntrySchema = z.object({
  /** Below the configuration folder, such as `jail.d/own.local`. */
  path: z.string(),
  /** Bytes. */
  size: z.number(),
  /** UTC epoch seconds. */
  modified: z.number(),
  keeper: z.enum(CONFIG_FILE_KEEPERS),
  /** The files of the same folder whose [INCLUDES] name it; null where the folder holds too many to look. */
  includedBy: z.array(z.string()).nullable(),
});
export type ConfigFileEntry = z.infer<typeof configFileEntrySchema>;

export const configFilesResponseSchema = z.object({
  /** Files that match, over all pages. */
  total: z.number(),
  /** What updates leave alone first, and then by path. */
  files: z.array(configFileEntrySchema),
});
export type ConfigFilesResponse = z.infer<typeof configFilesResponseSchema>;

export const configFileTextQuerySchema = z.strictObject({ path: z.string().max(200) });

export const configFileTextSchema = z.object({
  path: z.string(),
  text: z.string(),
  /** SHA-256 of its bytes: the `expected` of a change that is based on this text. */
  digest: z.string(),
  keeper: z.enum(CONFIG_FILE_KEEPERS),
  /** Whether a change of the whole text would be taken from here. */
  isWritable: z.boolean(),
  /** Why not; null when it would. */
  reason: z.string().nullable(),
});
export type ConfigFileText = z.infer<typeof configFileTextSchema>;
