import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Role } from '../../pkg/contract/roles';
import { API_PREFIX } from '../../pkg/contract/routes';
import { createLog } from '../../pkg/logging/log';
import { startSidecar } from '../../pkg/main';
import type { HostNetworkPort } from '../../pkg/services/ports/hostNetwork';
import { readSettings } from '../../pkg/settings/settings';
import { waitFor } from '../stack/waitFor';

const TOKEN = { Viewer: 'viewer-token-for-tests', Editor: 'editor-token-for-tests', Admin: 'admin-token-for-tests' };
export const GRAFANA_TOKEN = 'grafana-token-for-tests';

/** Documentation addresses may well be real ones on the machine that runs the tests. */
const NETWORK: HostNetworkPort = {
  ownAddresses: async () => ['10.20.30.40'],
  gateways: async () => ['10.20.30.1'],
  sshPeers: async () => ['10.99.0.5'],
};

export interface TestReply {
  status: number;
  headers: Headers;
  // What the API answered; each test knows the shape it asks for.
  body: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
}

export interface TestSidecar {
  url: string;
  stateDir: string;
  pluginSocket: string;
  /** Every record logged so far. */
  records(): Array<Record<string, unknown>>;
  call(method: string, apiPath: string, options?: { role?: Exclude<Role, 'None'>; body?: unknown; headers?: Record<string, string> }): Promise<TestReply>;
  stop(): Promise<void>;
}

/** The sidecar in this process, after its first probe, on a state directory and ports of its own. */
export async function startTestSidecar(socketPath: string, env: NodeJS.ProcessEnv = {}): Promise<TestSidecar> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'bangui-sidecar-'));
  const pluginSocket = path.join(stateDir, 'grafana/plugin.sock');
  const { settings } = readSettings({
    BANGUI_FAIL2BAN_SOCKET: socketPath,
    BANGUI_STATE_DIR: stateDir,
    // Never the client of the machine's own fail2ban.
    BANGUI_FAIL2BAN_CLIENT: '/bin/false',
    BANGUI_PLUGIN_SOCKET: pluginSocket,
    BANGUI_HTTP_ADDRESS: '127.0.0.1:0',
    BANGUI_GRAFANA_TOKENS: GRAFANA_TOKEN,
    BANGUI_SCRIPT_TOKENS: Object.entries(TOKEN).map(([role, token]) => `${role.toLowerCase()}:${role}:${token}`).join(','),
    BANGUI_RATE_LIMIT_PER_MINUTE: '100000',
    BANGUI_LOG_LEVEL: 'debug',
    ...env,
  });
  const lines: string[] = [];
  const sidecar = await startSidecar(settings, createLog(settings.logLevel, { write: (line) => void lines.push(line) }), { network: NETWORK });
  const url = `http://127.0.0.1:${sidecar.http.port}`;
  const made: TestSidecar = {
    url,
    stateDir,
    pluginSocket,
    records: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    async call(method, apiPath, { role = 'Admin', body, headers = {} } = {}) {
      const reply = await fetch(`${url}${API_PREFIX}${apiPath}`, {
        method,
        headers: { authorization: `Bearer ${TOKEN[role]}`, 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: reply.status, headers: reply.headers, body: (await reply.json()) as TestReply['body'] };
    },
    async stop() {
      await sidecar.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
  await waitFor('the first probe', async () => (await made.call('GET', '/status')).body.state !== 'unknown');
  return made;
}
