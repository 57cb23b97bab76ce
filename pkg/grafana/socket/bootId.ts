import { randomUUID } from 'node:crypto';
import { chmod, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * A new id for each start. The launcher ends when it changes, so that Grafana starts it anew and connects at once.
 * It outlives the socket: a launcher started meanwhile then sees the next start, too.
 */
export async function writeBootId(socketPath: string): Promise<void> {
  const path = join(dirname(socketPath), 'boot-id');
  const temporary = `${path}.new`;
  await writeFile(temporary, `${randomUUID()}\n`);
  await chmod(temporary, 0o644);
  await rename(temporary, path);
}
