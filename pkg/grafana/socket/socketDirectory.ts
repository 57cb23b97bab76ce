import { chmod, chown, lstat, mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '../../services/ports/logger';

const PRIVATE_DIRECTORY = 0o750;
const PRIVATE_SOCKET = 0o660;

async function isMissing(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return true;
    }
    throw error;
  }
}

async function giveToGroup(path: string, gid: number | null, logger: Logger): Promise<void> {
  if (gid === null) {
    return;
  }
  try {
    await chown(path, process.getuid?.() ?? 0, gid);
  } catch (error) {
    logger.warn('plugin_socket_group_refused', { path, gid, error: String(error) });
  }
}

/**
 * Makes the directory, and its parents passable. One that exists is given to the group only when it is ours and was made for one:
 * /run, or somebody's home, stays as it is.
 */
export async function prepareDirectory(directory: string, gid: number | null, logger: Logger): Promise<void> {
  await mkdir(dirname(directory), { recursive: true, mode: 0o755 });
  if (await isMissing(directory)) {
    await mkdir(directory);
    await chmod(directory, PRIVATE_DIRECTORY);
  }
  const { mode, uid } = await stat(directory);
  if ((mode & 0o777) === PRIVATE_DIRECTORY && uid === process.getuid?.()) {
    await giveToGroup(directory, gid, logger);
  }
}

/** A socket that a killed sidecar left would make binding fail. Anything else at that path is not ours to delete. */
export async function removeSocket(path: string): Promise<void> {
  if (await isMissing(path)) {
    return;
  }
  if (!(await lstat(path)).isSocket()) {
    throw new Error(`${path} exists and is no socket`);
  }
  await rm(path, { force: true });
}

export async function restrictSocket(path: string, gid: number | null, logger: Logger): Promise<void> {
  await giveToGroup(path, gid, logger);
  await chmod(path, PRIVATE_SOCKET);
}
