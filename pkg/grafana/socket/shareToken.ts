import { chmod, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from '../../services/ports/logger';
import { giveToGroup } from './socketDirectory';

/** Lays Grafana's token beside the socket, for Grafana's group alone: its provisioning reads it there. */
export async function shareToken(socketPath: string, token: string, gid: number | null, logger: Logger): Promise<void> {
  const path = join(dirname(socketPath), 'token');
  const temporary = `${path}.new`;
  await writeFile(temporary, token, { mode: 0o600 });
  await giveToGroup(temporary, gid, logger);
  await chmod(temporary, 0o640);
  await rename(temporary, path);
}
