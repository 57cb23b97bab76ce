import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { samplesSchema } from '../contract/filterLab';
import type { SampleStorePort } from '../services/ports/sampleStorePort';
import { createNotebook } from './createNotebook';

/** `folder` holds one file a filter: nobody else may look into it. */
export function createSampleStore({ folder }: { folder: string }): SampleStorePort {
  const fileOf = (filter: string) => path.join(folder, `${path.basename(filter)}.json`);
  return {
    async read(filter) {
      const text = await createNotebook({ file: fileOf(filter) }).read();
      try {
        return samplesSchema.parse(JSON.parse(text ?? '')).samples;
      } catch {
        return [];
      }
    },
    async write(filter, samples) {
      if (samples.length === 0) {
        await rm(fileOf(filter), { force: true });
        return;
      }
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await createNotebook({ file: fileOf(filter) }).write(JSON.stringify({ samples }));
    },
  };
}
