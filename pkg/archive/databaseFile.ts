import { access, constants, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes the folder, and finds out what SQLite would only call SQLITE_CANTOPEN: whether the sidecar may use folder and file.
 * Nothing beside the file is touched: a left-over -wal holds acknowledged rows, which SQLite takes back in.
 */
export async function prepareDatabaseFile(file: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await access(folder, constants.W_OK | constants.X_OK);
  await access(file, constants.R_OK | constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') {
      throw error;
    }
  });
}

/** Size of the write-ahead log that a process left behind which was killed; 0 after a clean end. */
export async function leftoverWalBytes(file: string): Promise<number> {
  return stat(`${file}-wal`).then(
    ({ size }) => size,
    () => 0
  );
}
