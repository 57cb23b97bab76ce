import { z } from 'zod';

/** Times are UTC epoch seconds, durations are seconds. */
export const jobStateSchema = z.object({
  name: z.string(),
  /** From the beginning of a run to the beginning of the next. */
  everySeconds: z.number(),
  running: z.boolean(),
  /** Of the run under way, or else of the last; null before the first. */
  startedAt: z.number().nullable(),
  /** Null while nothing is planned. */
  nextAt: z.number().nullable(),
  /** How the last run ended; null before the first has. */
  result: z.enum(['done', 'failed']).nullable(),
  /** Why the last run failed; null when it did not. */
  detail: z.string().nullable(),
  /** How long the last run took; null before the first has ended. */
  tookSeconds: z.number().nullable(),
});
export type JobState = z.infer<typeof jobStateSchema>;

export const jobsResponseSchema = z.object({ jobs: z.array(jobStateSchema) });
