import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pluginAddress } from './pluginAddress';
import { isServed } from './socketDirectory';

/**
 * What Grafana still lacks of what a running sidecar lays out for it, in words; null when all is there.
 * Token and boot id of a predecessor do not count: the boot id is written last, after the socket was made.
 */
export async function missingPart(pluginSocket: string): Promise<string | null> {
  const address = pluginAddress(pluginSocket);
  if (address.kind === 'tcp') {
    const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(address.hostPort) ?? [];
    return (await isServed({ host, port: Number(port) })) ? null : `Nobody answers at ${address.hostPort}.`;
  }
  const { path } = address;
  if (!(await isServed({ path }))) {
    return `Nobody answers at the socket ${path}.`;
  }
  const [socket, token, bootId] = await Promise.all([path, join(dirname(path), 'token'), join(dirname(path), 'boot-id')].map((file) => stat(file).catch(() => null)));
  if (!token || token.size === 0) {
    return `There is no token beside the socket ${path}.`;
  }
  return socket && bootId && bootId.mtimeMs >= socket.mtimeMs ? null : `The boot id beside the socket ${path} is not of this start.`;
}
