import { chmod, chown, lstat, mkdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
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

export async function giveToGroup(path: string, gid: number | null, logger: Logger): Promise<void> {
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
  await makePassable(dirname(directory));
  if (await isMissing(directory)) {
    await mkdir(directory);
    await chmod(directory, PRIVATE_DIRECTORY);
  }
  const { mode, uid } = await stat(directory);
  if ((mode & 0o777) === PRIVATE_DIRECTORY && uid === process.getuid?.()) {
    await giveToGroup(directory, gid, logger);
  }
}

/** Makes what is missing of a path, open to everybody whatever the umask: Grafana has to get through. */
async function makePassable(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true });
  for (let made = directory; first !== undefined && made.length >= first.length; made = dirname(made)) {
    await chmod(made, 0o755);
  }
}

/**
 * A socket that a killed sidecar left would make binding fail. One that somebody still serves is his,
 * and anything else at that path is not ours to delete.
 */
export async function removeStaleSocket(path: string): Promise<void> {
  if (await isMissing(path)) {
    return;
  }
  if (!(await lstat(path)).isSocket()) {
    throw new Error(`${path} exists and is no socket`);
  }
  if (await isServed({ path })) {
    throw new Error(`EADDRINUSE: another process serves ${path}`);
  }
  await rm(path, { force: true });
}

/** True when somebody takes connections there. */
export function isServed(address: { path: string } | { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(address);
    const answer = (served: boolean) => {
      probe.destroy();
      resolve(served);
    };
    probe.once('connect', () => answer(true));
    probe.once('error', ({ code }: NodeJS.ErrnoException) => answer(code === 'EAGAIN'));
  });
}

export async function restrictSocket(path: string, gid: number | null, logger: Logger): Promise<void> {
  await giveToGroup(path, gid, logger);
  await chmod(path, PRIVATE_SOCKET);
}
