import { lstat, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from './createTarget';
import { isMissing, PlantedLink } from './createTarget';
import type { Manifest } from './manifest';
import { hashOf, MANIFEST } from './manifest';
import { isTemporary } from './temporaryName';
import type { WantedFile } from './wantedFiles';

/**
 * `foreign`: there is something that we did not write. `changed`: we wrote it, somebody has changed it since.
 * `obsolete`: we wrote it, and it is no longer wanted.
 */
export type Fate = 'new' | 'replace' | 'same' | 'foreign' | 'changed' | 'obsolete';

export interface Step {
  path: string;
  fate: Fate;
  wanted: WantedFile | null;
  /** The link that is in the way, where it is one. */
  link?: string;
}

/** `foreign`: no file of ours, whatever it holds. */
type Found = { hash: string; mode: number } | { link: string } | 'nothing' | 'foreign';

/** What has to be done to each file, so that the wanted ones are there and no other of ours. */
export async function makePlan(target: Target, manifest: Manifest, wanted: readonly WantedFile[]): Promise<Step[]> {
  const paths = new Set(wanted.map((file) => file.path));
  const steps = await inTurn(wanted, async (file): Promise<Step> => {
    const found = await find(target, file.path);
    return { path: file.path, fate: fateOf(manifest, file, found), wanted: file, ...(typeof found === 'object' && 'link' in found ? found : {}) };
  });
  const left = await inTurn(Object.keys(manifest.files).filter((name) => !paths.has(name)), async (name) => {
    const found = await find(target, name);
    const ours = typeof found === 'object' && 'hash' in found && manifest.files[name]?.includes(found.hash);
    return found === 'nothing' ? null : { path: name, fate: ours ? ('obsolete' as const) : ('changed' as const), wanted: null };
  });
  const folders = new Set([MANIFEST, ...Object.keys(manifest.files), ...paths].map((name) => path.posix.dirname(name)));
  const temporaries = (await inTurn([...folders], (folder) => temporariesIn(target, folder))).flat();
  return [...steps, ...left.filter((step) => step !== null), ...temporaries.map((name) => ({ path: name, fate: 'obsolete' as const, wanted: null }))];
}

function fateOf(manifest: Manifest, { path: name, content, mode }: WantedFile, found: Found): Fate {
  const ours = manifest.files[name];
  if (found === 'nothing') {
    return 'new';
  }
  if (found === 'foreign' || 'link' in found || ours === undefined) {
    return 'foreign';
  }
  if (found.hash === hashOf(content)) {
    return found.mode === mode ? 'same' : 'replace';
  }
  return ours.includes(found.hash) ? 'replace' : 'changed';
}

async function find(target: Target, name: string): Promise<Found> {
  try {
    const place = await target.place(name);
    const stats = await lstat(place);
    return stats.isFile() ? { hash: hashOf(await readFile(place)), mode: stats.mode & 0o777 } : 'foreign';
  } catch (error) {
    if (isMissing(error)) {
      return 'nothing';
    }
    if (error instanceof PlantedLink) {
      return { link: error.link };
    }
    throw error;
  }
}

/** What a run has left that was cut off while it wrote. */
async function temporariesIn(target: Target, folder: string): Promise<string[]> {
  try {
    return (await readdir(await target.place(folder))).filter(isTemporary).map((name) => `${folder}/${name}`);
  } catch (error) {
    if (isMissing(error) || error instanceof PlantedLink) {
      return [];
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
