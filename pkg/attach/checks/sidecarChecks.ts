import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../settings/settings';
import type { Target } from '../createTarget';
import type { Check } from './check';
import { attachCommand } from '../options';
import { bad, elsewhere, good, reasonOf, unknown } from './check';

const LOOK = 'systemctl status bangui; journalctl -u bangui -o cat';

/** The sidecar's process, and what it lays out for Grafana. */
export async function sidecarChecks(target: Target, settings: Settings, url: string | null): Promise<Check[]> {
  const asked = url ?? (target.root === '/' ? urlOf(settings) : null);
  return [await nodeCheck(target), asked === null ? elsewhere('sidecar', 'SIDECAR_URL') : await readyCheck(`${asked}/readyz`), await socketCheck(target, settings)];
}

async function nodeCheck(target: Target): Promise<Check> {
  const unit = await target.read('/etc/systemd/system/bangui.service');
  const node = /^ExecStart=(\S+)/m.exec(unit)?.[1];
  if (node === undefined) {
    return bad('node', 'there is no unit bangui.service', `Run: ${attachCommand(target.root)}`);
  }
  if (/^\/(home|run\/user)\//.test(node)) {
    return bad('node', `${node} belongs to a user, who could change what root runs`, 'Install Node 20.19 or newer for the whole machine and run npm run attach with it.');
  }
  return target.root === '/' ? good('node', node) : unknown('node', 'not checked in another root', `The unit starts ${node}: Node 20.19 or newer has to be there in that system.`);
}

function urlOf({ http }: Settings): string {
  return `http://${http.host.includes(':') ? `[${http.host}]` : http.host}:${http.port}`;
}

async function readyCheck(url: string): Promise<Check> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return reply.ok ? good('sidecar', 'is ready') : bad('sidecar', `${url} answers ${reply.status}`, LOOK);
  } catch (error) {
    return bad('sidecar', `${url}: ${reasonOf(error)}`, LOOK);
  }
}

async function socketCheck(target: Target, { pluginSocket }: Settings): Promise<Check> {
  try {
    const folder = path.dirname(pluginSocket);
    const isSocket = (await stat(await target.locate(pluginSocket))).isSocket();
    const token = (await stat(await target.locate(`${folder}/token`))).size;
    return isSocket && token > 0 ? good('plugin socket', pluginSocket) : bad('plugin socket', `${pluginSocket} or the token beside it is no such thing`, LOOK);
  } catch (error) {
    return bad('plugin socket', reasonOf(error), `Grafana is served through it: ${LOOK}`);
  }
}
