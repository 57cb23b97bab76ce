import { z } from 'zod';
import { MOST_SAMPLES, sampleSchema } from './filterLab';
import { previewSchema } from './configChanges';

/** What calls itself this is a jail that was exported here. */
export const JAIL_DOCUMENT = 'bangui-jail';

const name = z.string().max(64);
const line = z.string().max(4096);
/** Each value as its lines. */
const options = z.record(name, z.array(line).min(1).max(200)).refine((given) => Object.keys(given).length <= 100, 'At most 100 options.');

/** `command`: it says what runs as root, and BANGUI_ALLOW_COMMANDS is not set; `unfit`: only the file editor takes it. */
const leftOut = z.array(z.strictObject({ option: name, why: z.enum(['command', 'unfit']) })).max(200);

export const jailDocumentSchema = z.strictObject({
  format: z.literal(JAIL_DOCUMENT),
  version: z.literal(1),
  /** UTC epoch seconds. */
  exportedAt: z.int().min(0),
  /** The version of fail2ban that it was exported from; null when nobody could tell. */
  fail2ban: z.string().max(64).nullable(),
  /** What the files of its host say of it beyond the package's defaults; whether it was enabled is no part of it. */
  jail: z.strictObject({ name, options, leftOut }),
  filter: z
    .strictObject({
      name,
      /** As all its files say it together, nothing put in yet: to be compared. */
      definition: z.array(z.strictObject({ section: name, name, raw: z.string().max(65_536) })).max(500),
      /** What the jail searches with, everything put in: to make the filter where there is none. */
      options,
      leftOut,
      samples: z.array(sampleSchema).max(MOST_SAMPLES),
    })
    .nullable(),
});
export type JailDocument = z.infer<typeof jailDocumentSchema>;

const importShape = {
  document: jailDocumentSchema,
  /** What the jail is to be called; null: as in the document. */
  jail: name.nullable().default(null),
  /** The document's filter is made anew under this name; null: only where there is none of its name. */
  filter: name.nullable().default(null),
  /** Whether the filter that is here will do, although it differs from the document's. */
  keepFilter: z.boolean().default(false),
  /** Options of the jail that are not taken over. */
  without: z.array(name).max(100).default([]),
  /** Whether the jail begins to run. */
  enable: z.boolean().default(false),
};
export const importPreviewRequestSchema = z.strictObject(importShape);
export type ImportChoice = z.infer<typeof importPreviewRequestSchema>;
export type ImportChoiceInput = z.input<typeof importPreviewRequestSchema>;

const expectedSchema = previewSchema.pick({ path: true, expected: true });
export const importRequestSchema = z.strictObject({
  ...importShape,
  reason: z.string().max(500).default(''),
  /** Path and digest of each file that the preview told: another outcome is refused with REVISION_CONFLICT. */
  expected: z.array(z.strictObject(expectedSchema.shape)).min(1).max(2),
});

export const importPreviewSchema = z.object({
  /** The filter that the jail will use: `missing` here, the `same` as the document's, or it `differs`; null when the document brings none. */
  filter: z.object({ name: z.string(), here: z.enum(['missing', 'same', 'differs']), /** Whether it is made of the document. */ made: z.boolean(), diff: previewSchema.shape.diff }).nullable(),
  /** File by file, in the order in which they are written. */
  changes: z.array(previewSchema.pick({ path: true, expected: true, diff: true })),
  jails: previewSchema.shape.jails,
  problems: previewSchema.shape.problems,
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;
