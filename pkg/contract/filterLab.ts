import { z } from 'zod';

/** Most lines that one run takes, and most bytes of all of them together. */
export const LAB_LINES = 2000;
export const LAB_BYTES = 512 * 1024;
/** Most samples that are kept of one filter. */
export const MOST_SAMPLES = 200;

const lineSchema = z.string().max(8192).regex(/^[^\r\n\0]*$/, 'A line holds no line break.');
const linesSchema = z.array(lineSchema).min(1).max(LAB_LINES);
const expressionsSchema = z.array(z.string().min(1).max(4096)).max(200);
const jailSchema = z.string().max(64);
const filterNameSchema = z.string().max(64);

/** A filter that is not saved; each expression is one line as it would stand in the file. */
export const candidateFilterSchema = z.strictObject({
  /** A saved filter that it is built on: what is left out is as there, and `%(name)s` means what it means there. */
  base: filterNameSchema.nullable().default(null),
  failregex: expressionsSchema,
  ignoreregex: expressionsSchema.default([]),
  prefregex: z.string().max(4096).nullable().default(null),
  datepattern: z.string().max(512).nullable().default(null),
  maxlines: z.int().min(1).max(100).nullable().default(null),
});

/** A saved filter with its mode; one that is not saved; or what a running jail has loaded. */
export const labFilterSchema = z.union([
  z.strictObject({ saved: filterNameSchema, mode: z.string().max(32).nullable().default(null) }),
  z.strictObject({ candidate: candidateFilterSchema }),
  z.strictObject({ jail: jailSchema }),
]);
export type LabFilter = z.output<typeof labFilterSchema>;

/** Lines given here; the end of a log of a jail (a rotated one too), its first one with what was rotated before when none is named; or the end of what a jail reads of the journal, or of what `match` (as in `journalmatch`) names of it. */
export const labSourceSchema = z.union([
  z.strictObject({ lines: linesSchema }),
  z.strictObject({ log: jailSchema, file: z.string().max(4096).optional(), tail: z.int().min(1).max(LAB_LINES).default(200) }),
  z.strictObject({ journal: jailSchema, match: z.string().max(512).optional(), tail: z.int().min(1).max(LAB_LINES).default(200) }),
]);
export type LabSource = z.output<typeof labSourceSchema>;

export const labRunRequestSchema = z.strictObject({ filter: labFilterSchema, source: labSourceSchema });

/**
 * `matched`: a failure. `harmless`: an expression knows it, and it counts as none (such as a login that went well), or only together with a later line.
 * `ignored`: an ignoreregex took it out. `missed`: nothing knows it. `skipped`: fail2ban-regex leaves out empty lines and those that begin with "#".
 */
export const LINE_VERDICTS = ['matched', 'harmless', 'ignored', 'missed', 'skipped'] as const;

export const labLineSchema = z.object({
  text: z.string(),
  verdict: z.enum(LINE_VERDICTS),
  /** Index of the failregex that knew it, from 0. */
  expression: z.number().nullable(),
  /** Index of the ignoreregex that took it out, from 0. */
  ignoredBy: z.number().nullable(),
  /** What a ban would name: an address, or another text; null when there is none, or it comes with a later line. */
  host: z.string().nullable(),
  /** UTC epoch seconds; null when no failure was counted, or fail2ban found no date. */
  time: z.number().nullable(),
  /** What else the expressions captured, by name. */
  fields: z.record(z.string(), z.string()),
});
export type LabLine = z.output<typeof labLineSchema>;

const expressionSchema = z.object({ text: z.string(), lines: z.number() });

export const labRunSchema = z.object({
  /** As fail2ban has read them, with how many lines each knew first. */
  failregex: z.array(expressionSchema),
  ignoreregex: z.array(expressionSchema),
  totals: z.object({ lines: z.number(), matched: z.number(), harmless: z.number(), ignored: z.number(), missed: z.number(), skipped: z.number() }),
  lines: z.array(labLineSchema),
});
export type LabRun = z.output<typeof labRunSchema>;

/** `match`: a failure has to be counted; `no_match`: none may be. */
export const SAMPLE_EXPECTATIONS = ['match', 'no_match'] as const;

export const sampleSchema = z.strictObject({ line: lineSchema.min(1), expect: z.enum(SAMPLE_EXPECTATIONS), note: z.string().max(200).default('') });
export type FilterSample = z.output<typeof sampleSchema>;

const samples = z.array(sampleSchema).max(MOST_SAMPLES);
/** As they are kept. */
export const sampleFileSchema = z.strictObject({ samples });
export const samplesSchema = z.object({ samples, digest: z.string() });
export type KeptSamples = z.infer<typeof samplesSchema>;
/** `expected`: the digest of those that are replaced, else REVISION_CONFLICT. */
export const samplesRequestSchema = z.strictObject({ samples, expected: z.string().regex(/^[0-9a-f]{64}$/) });

export const samplesRunRequestSchema = z.strictObject({ candidate: candidateFilterSchema.nullable().default(null), mode: z.string().max(32).nullable().default(null) });

export const samplesRunSchema = z.object({
  checked: z.number(),
  /** The samples that are not judged as expected, with their index. */
  failing: z.array(z.object({ index: z.number(), sample: sampleSchema, line: labLineSchema })),
});
export type SamplesRun = z.output<typeof samplesRunSchema>;

/** Durations in seconds; what is left out is as the jail has it. */
export const dryRunRequestSchema = z.strictObject({
  filter: labFilterSchema.nullable().default(null),
  findTime: z.int().min(1).max(31_536_000).nullable().default(null),
  maxRetry: z.int().min(1).max(10_000).nullable().default(null),
  hours: z.int().min(1).max(24).default(24),
});

export const dryRunSchema = z.object({
  findTime: z.number(),
  maxRetry: z.number(),
  /** What was looked at, in UTC epoch seconds: `from` is what was asked for. */
  from: z.number(),
  to: z.number(),
  files: z.array(
    z.object({
      /** Or the word "journal". */
      path: z.string(),
      /** What it was before it was rotated, as far back as is needed, the newest first; with a problem for what could not be read, behind which nothing was. */
      rotated: z.array(z.object({ path: z.string(), problem: z.string().nullable() })),
      /** The earliest time that could be read, with what was rotated, when that does not reach back to `from`, or was cut; null when it reaches further. */
      since: z.number().nullable(),
      /** Only the end was read, as there is too much. */
      cut: z.boolean(),
      /** Why it was left out; null for a file that was read. */
      problem: z.string().nullable(),
    })
  ),
  failures: z.number(),
  /** Failures without a date that fail2ban understands: it would count them at the moment it reads them. They are left out here. */
  undated: z.number(),
  /** How many addresses had failures; `addresses` holds those that would have been banned, and of the others the ones with most failures, 1,000 in all. */
  addressesSeen: z.number(),
  addresses: z.array(
    z.object({
      address: z.string(),
      failures: z.number(),
      first: z.number(),
      last: z.number(),
      /** When it would have been banned first; null: never. */
      bannedAt: z.number().nullable(),
      /** How often, with the ban time of the jail. */
      bans: z.number(),
      /** The entry of the jail's ignore list that covers it: it would not have been banned. */
      ignoredBy: z.string().nullable(),
    })
  ),
});
export type DryRun = z.output<typeof dryRunSchema>;

/** `outside`: not inside a directory of BANGUI_LOG_PREVIEW_DIRS, links resolved. `broken`: packed, and cannot be unpacked or is too large then. */
export const LOG_VIEWS = ['readable', 'missing', 'forbidden', 'outside', 'no_file', 'broken'] as const;
export type LogView = (typeof LOG_VIEWS)[number];

const logFileSchema = z.object({
  path: z.string(),
  view: z.enum(LOG_VIEWS),
  size: z.number().nullable(),
  /** The jail does not read it: it is what a log of the jail was before, beside it. */
  rotated: z.boolean(),
});
/** Each log is followed by its rotated ones, the newest first, at most eight. */
export const jailLogsSchema = z.object({ files: z.array(logFileSchema), journalMatches: z.array(z.string()) });
export type JailLogs = z.output<typeof jailLogsSchema>;

export const logLinesQuerySchema = z.strictObject({ file: z.string().max(4096), lines: z.coerce.number().int().min(1).max(LAB_LINES).default(200) });

export const logLinesSchema = z.object({
  path: z.string(),
  size: z.number(),
  /** The last ones, oldest first; a line that is still being written is left out, and what cannot be read as UTF-8 is replaced. */
  lines: z.array(z.string()),
});
export type LogLines = z.output<typeof logLinesSchema>;
