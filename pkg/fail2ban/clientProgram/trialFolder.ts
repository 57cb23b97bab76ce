import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const TRIAL = 'filter-trial-';

/** Gives `work` a folder of its own below `folder`, that nobody else may look into, and takes it away afterwards. */
export async function inTrialFolder<T>(folder: string, work: (dir: string) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const dir = await mkdtemp(path.join(folder, TRIAL));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Takes away what a former process left when it was killed: nobody else may be at work in this folder. */
export async function tidyTrialFolders(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith(TRIAL));
  await Promise.all(left.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}
