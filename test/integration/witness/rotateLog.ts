import { constants } from 'node:fs';
import { copyFile, readdir, rename, truncate } from 'node:fs/promises';
import path from 'node:path';

/** As logrotate does: `log.1` is the newest. Whoever writes has to be told to open the file anew. */
export async function rotateByRename(log: string): Promise<void> {
  await shift(log);
  await rename(log, `${log}.1`);
}

/** What is written between the copy and the emptying is lost to everybody: the writer has to be halted. */
export async function rotateByCopy(log: string): Promise<void> {
  await shift(log);
  await copyFile(log, `${log}.1`, constants.COPYFILE_EXCL);
  await truncate(log);
}

async function shift(log: string): Promise<void> {
  const prefix = `${path.basename(log)}.`;
  const names = (await readdir(path.dirname(log))).filter((name) => name.startsWith(prefix));
  const numbers = names.map((name) => Number(name.slice(prefix.length))).filter(Number.isInteger);
  for (const number of numbers.sort((a, b) => b - a)) {
    await rename(`${log}.${number}`, `${log}.${number + 1}`);
  }
}
