import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from './createTarget';

const FOLDER_ITSELF = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

interface Options {
  /** Makes the folders that are missing; without it they are an ENOENT. */
  make: boolean;
}

/**
 * Gives `task` a path that means this very folder, whoever renames or links folders above it meanwhile.
 * Throws PlantedLink, and ENOTDIR for a link that was made since it was looked at.
 */
export async function withFolder<T>(target: Target, folder: string, { make }: Options, task: (pinned: string) => Promise<T>): Promise<T> {
  const names = path.relative(target.root, await target.place(folder)).split('/').filter(Boolean);
  let handle = await open(target.root, constants.O_RDONLY | constants.O_DIRECTORY);
  // Node has no openat(); the kernel's name of an open folder comes to the same.
  const pinned = () => `/proc/self/fd/${handle.fd}`;
  try {
    for (const name of names) {
      const inner = `${pinned()}/${name}`;
      if (make) {
        await mkdir(inner, { mode: 0o755 }).catch(unlessThere);
      }
      const next = await open(inner, FOLDER_ITSELF);
      await handle.close();
      handle = next;
    }
    return await task(pinned());
  } finally {
    await handle.close();
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
    throw error;
  }
}
