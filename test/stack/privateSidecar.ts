import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './builds';
import { freePort } from './freePort';
import { startOwnChild } from './ownChild';
import type { OwnChild } from './ownChild';
import { answersOk, createOwnServer } from './ownServer';
import type { OwnServer } from './ownServer';
import type { PrivateFail2banPaths } from './privateFail2banFiles';
import { runCommand } from './runCommand';

export type ScriptRole = 'Viewer' | 'Editor' | 'Admin';

export interface PrivateSidecarOptions {
  fail2ban: PrivateFail2banPaths;
  /** Taken when it is free. */
  preferredPort?: number;
  /** Further BANGUI_ variables, or others in place of ours. */
  env?: Readonly<Record<string, string>>;
  /** False: everything is laid out, `start()` is left to the caller. */
  started?: boolean;
  /** A program with arguments that runs the sidecar, such as one that enters other file systems. */
  through?: readonly string[];
  log?: (line: string) => void;
  signal?: AbortSignal;
}

/** The built sidecar as a process of its own, with its state in a temporary folder. */
export interface PrivateSidecar extends OwnServer {
  url: string;
  dir: string;
  pluginSocket: string;
  /** Where the sidecar lays the token for Grafana. */
  grafanaTokenFile: string;
  scriptTokens: Readonly<Record<ScriptRole, string>>;
  /** The Admin's token, for curl. */
  scriptTokenFile: string;
  logPath: string;
  dispose(): Promise<void>;
}

export async function createPrivateSidecar(options: PrivateSidecarOptions): Promise<PrivateSidecar> {
  const main = await ensureBuilt('sidecar', options);
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-sidecar-'));
  await chmod(dir, 0o711);
  const port = await freePort(options.preferredPort);
  const url = `http://127.0.0.1:${port}`;
  const logPath = path.join(dir, 'sidecar.log');
  const pluginSocket = path.join(dir, 'grafana/plugin.sock');
  const scriptTokens = { Viewer: newToken(), Editor: newToken(), Admin: newToken() };
  const scriptTokenFile = path.join(dir, 'script-token');

  async function launch(): Promise<OwnChild> {
    const [file = process.execPath, ...args] = [...(options.through ?? []), process.execPath, '--enable-source-maps', main];
    return startOwnChild(file, args, {
      cwd: dir,
      env: { PATH: process.env.PATH, TZ: process.env.TZ, ...(await environment()) },
      onOutput: (text) => appendFileSync(logPath, text),
    });
  }

  async function environment(): Promise<Record<string, string>> {
    const { fail2ban } = options;
    return {
      BANGUI_FAIL2BAN_SOCKET: fail2ban.socketPath,
      BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir,
      BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand,
      BANGUI_FAIL2BAN_REGEX: fail2ban.regexCommand,
      BANGUI_STATE_DIR: path.join(dir, 'state'),
      BANGUI_PLUGIN_SOCKET: pluginSocket,
      BANGUI_PLUGIN_SOCKET_GROUP: (await runCommand('id', ['-gn'])).stdout.trim() || 'root',
      BANGUI_HTTP_ADDRESS: `127.0.0.1:${port}`,
      BANGUI_SCRIPT_TOKENS: Object.entries(scriptTokens).map(([role, token]) => `${role.toLowerCase()}:${role}:${token}`).join(','),
      ...options.env,
    };
  }

  const server = createOwnServer({ name: 'the sidecar', launch, isReady: () => answersOk(`${url}/readyz`), signal: options.signal });

  async function dispose(): Promise<void> {
    await server.stop();
    await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  try {
    await writeFile(scriptTokenFile, scriptTokens.Admin, { mode: 0o600 });
    if (options.started ?? true) {
      await server.start();
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    ...server,
    url,
    dir,
    pluginSocket,
    grafanaTokenFile: path.join(dir, 'grafana/token'),
    scriptTokens,
    scriptTokenFile,
    logPath,
    dispose,
  };
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}
