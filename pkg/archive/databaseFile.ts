import { closeSync, openSync } from 'node:fs';
import { access, chmod, constants, mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';

/** Log lines and who did what: nobody else's business, whatever the mode of the folder. SQLite gives -wal, -shm the mode of the file. */
const OWNER_ONLY = 0o600;

/**
 * Makes folder and file, and finds out what SQLite would only call SQLITE_CANTOPEN: whether the sidecar may use them.
 * Nothing beside the file is touched: a left-over -wal holds acknowledged rows, which SQLite takes back in.
 */
export async function prepareDatabaseFile(file: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await access(folder, constants.W_OK | constants.X_OK);
  try {
    await access(file, constants.R_OK | constants.W_OK);
    await chmod(file, OWNER_ONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
    await (await open(file, 'a', OWNER_ONLY)).close();
  }
}

/** An empty file that SQLite may copy an archive into. Throws when there is one already. */
export function makeCopyFile(file: string): void {
  closeSync(openSync(file, 'wx', OWNER_ONLY));
}

/** True when anybody on this host may enter a folder. */
export async function isOpenToOthers(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  return (mode & constants.S_IXOTH) !== 0;
}

/** Size of the write-ahead log that a process left behind which was killed; 0 after a clean end. */
export async function leftoverWalBytes(file: string): Promise<number> {
  return stat(`${file}-wal`).then(
    ({ size }) => size,
    () => 0
  );
}
