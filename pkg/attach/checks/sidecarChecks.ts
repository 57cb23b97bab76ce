import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../settings/settings';
import type { Target } from '../createTarget';
import type { Check } from './check';
import { bad, good, reasonOf } from './check';

const LOOK = 'systemctl status bangui; journalctl -u bangui -o cat';

/** The sidecar's process, and what it lays out for Grafana. */
export async function sidecarChecks(target: Target, settings: Settings): Promise<Check[]> {
  return [nodeCheck(await target.read('/etc/systemd/system/bangui.service')), await readyCheck(settings), await socketCheck(target, settings)];
}

function nodeCheck(unit: string): Check {
  const node = /^ExecStart=(\S+)/m.exec(unit)?.[1];
  if (node === undefined) {
    return bad('node', 'there is no unit bangui.service', 'Run npm run attach.');
  }
  return /^\/(home|run\/user)\//.test(node)
    ? bad('node', `${node} belongs to a user, who could change what root runs`, 'Install Node 20.19 or newer for the whole machine and run npm run attach with it.')
    : good('node', node);
}

async function readyCheck({ http }: Settings): Promise<Check> {
  const url = `http://${http.host.includes(':') ? `[${http.host}]` : http.host}:${http.port}/readyz`;
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
