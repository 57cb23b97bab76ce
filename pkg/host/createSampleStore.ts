import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { sampleFileSchema } from '../contract/filterLab';
import { BanguiError } from '../domain/errors';
import type { SampleStorePort } from '../services/ports/sampleStorePort';
import { createNotebook } from './createNotebook';

/** `folder` holds one file a filter: nobody else may look into it. */
export function createSampleStore({ folder }: { folder: string }): SampleStorePort {
  const fileOf = (filter: string) => path.join(folder, `${path.basename(filter)}.json`);
  return {
    async read(filter) {
      try {
        return sampleFileSchema.parse(JSON.parse(await readFile(fileOf(filter), 'utf8'))).samples;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') {
          return [];
        }
        throw unusable('read', error);
      }
    },
    async write(filter, samples) {
      try {
        if (samples.length === 0) {
          await rm(fileOf(filter), { force: true });
          return;
        }
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await createNotebook({ file: fileOf(filter) }).write(JSON.stringify({ samples }));
      } catch (error) {
        throw unusable('written', error);
      }
    },
  };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function unusable(what: 'read' | 'written', cause: unknown): BanguiError {
  const reason = `The samples of this filter cannot be ${what} (${codeOf(cause) ?? 'the file is damaged'}): see filter-samples in the state directory.`;
  return new BanguiError('SURROUNDINGS_MISMATCH', reason, { capability: 'filter_samples', reason }, { cause });
}
