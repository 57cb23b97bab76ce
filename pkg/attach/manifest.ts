import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Target } from './createTarget';
import { HOME } from './wantedFiles';

/** What was written. Of a file every content is listed that it may have: two while it is being replaced. */
const manifestSchema = z.object({
  files: z.record(z.string(), z.array(z.string())),
  /** Folders that were not there before, outer ones first. */
  folders: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const MANIFEST = `${HOME}/attached.json`;
export const NOTHING_WRITTEN: Manifest = { files: {}, folders: [] };

export async function readManifest(target: Target): Promise<Manifest> {
  const text = await target.read(MANIFEST);
  return text === '' ? NOTHING_WRITTEN : manifestSchema.parse(JSON.parse(text));
}

export function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
