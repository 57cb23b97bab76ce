import { z } from 'zod';
import { banFilterShape } from './history';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** All bans of the window at once, so there are no pages. */
export const historyExportRequestSchema = z.strictObject({
  ...banFilterShape,
  format: z.enum(EXPORT_FORMATS),
});
