import { readFile, stat } from 'node:fs/promises';
import type { Target } from './createTarget';
import { isMissing } from './createTarget';
import type { Manifest } from './manifest';
import { hashOf } from './manifest';
import type { WantedFile } from './wantedFiles';

/**
 * `foreign`: there is a file that we did not write. `changed`: we wrote it, somebody has changed it since.
 * `obsolete`: we wrote it, and it is no longer wanted.
 */
export type Fate = 'new' | 'replace' | 'same' | 'foreign' | 'changed' | 'obsolete';

export interface Step {
  path: string;
  fate: Fate;
  wanted: WantedFile | null;
}

/** What has to be done to each file, so that the wanted ones are there and no other of ours. */
export async function makePlan(target: Target, manifest: Manifest, wanted: readonly WantedFile[]): Promise<Step[]> {
  const paths = new Set(wanted.map((file) => file.path));
  const steps = await inTurn(wanted, async (file) => ({ path: file.path, fate: await fateOf(target, manifest, file), wanted: file }));
  const left = await inTurn(Object.keys(manifest.files).filter((path) => !paths.has(path)), async (path) => {
    const present = await contentHash(target, path);
    return present === null ? null : { path, fate: manifest.files[path]?.includes(present) ? ('obsolete' as const) : ('changed' as const), wanted: null };
  });
  return [...steps, ...left.filter((step) => step !== null)];
}

async function fateOf(target: Target, manifest: Manifest, { path, content, mode }: WantedFile): Promise<Fate> {
  const present = await contentHash(target, path);
  const ours = manifest.files[path];
  if (present === null) {
    return 'new';
  }
  if (ours === undefined) {
    return 'foreign';
  }
  if (present === hashOf(content)) {
    return ((await stat(await target.locate(path))).mode & 0o777) === mode ? 'same' : 'replace';
  }
  return ours.includes(present) ? 'replace' : 'changed';
}

async function contentHash(target: Target, file: string): Promise<string | null> {
  try {
    return hashOf(await readFile(await target.locate(file)));
  } catch (error) {
    if (isMissing(error)) {
      return null;
    }
    throw error;
  }
}

/** Thousands of files: one after the other, so that not all of them are open at once. */
async function inTurn<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(await task(item));
  }
  return results;
}
