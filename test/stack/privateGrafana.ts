import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RuleTiming } from '../../src/alerts/toProvisioning';
import { APP_ID } from '../../src/constants';
import type { GrafanaInstall } from './findGrafana';
import { freePort } from './freePort';
import { grafanaIni } from './grafanaIni';
import type { Ini } from './grafanaIni';
import { startOwnChild } from './ownChild';
import { answersOk, createOwnServer } from './ownServer';
import type { OwnServer } from './ownServer';
import { ROOT } from './paths';
import { provisioningFiles } from './provisioningFiles';

export interface PrivateGrafanaOptions {
  install: GrafanaInstall;
  /** Where the sidecar listens for Grafana. */
  pluginSocket: string;
  /** The token that the provisioned data source gets. */
  tokenFile: string;
  /** The built plugin. */
  pluginDir?: string;
  /** Taken when it is free. */
  preferredPort?: number;
  /** For tests that cannot wait: rules are evaluated this often, in place of Grafana's 10 s at the least. */
  alertTickSeconds?: number;
  ruleTiming?: RuleTiming;
  ini?: Ini;
  signal?: AbortSignal;
}

/** A Grafana of our own in a temporary folder; one that already runs on the machine is not touched. */
export interface PrivateGrafana extends OwnServer {
  version: string;
  url: string;
  dir: string;
  logPath: string;
  adminUser: string;
  adminPassword: string;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

export async function createPrivateGrafana(options: PrivateGrafanaOptions): Promise<PrivateGrafana> {
  const { install, signal } = options;
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-grafana-'));
  const port = await freePort(options.preferredPort);
  const url = `http://127.0.0.1:${port}`;
  const adminPassword = randomBytes(12).toString('base64url');
  const configFile = path.join(dir, 'grafana.ini');
  // None of our own environment: a GF_ variable of the caller would overrule the file.
  const env = { PATH: process.env.PATH, HOME: dir, TZ: process.env.TZ };
  const server = createOwnServer({
    name: 'the private Grafana',
    launch: () => startOwnChild(install.binary, ['server', '--homepath', install.home, '--config', configFile], { cwd: install.home, env }),
    isReady: () => answersOk(`${url}/api/health`),
    readyWithinMs: 180_000,
    graceMs: 15_000,
    signal,
  });

  async function dispose(): Promise<void> {
    await server.stop();
    await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  try {
    await layOut(dir, options);
    await writeFile(configFile, grafanaIni({ ...options, dir, port, adminPassword }), { mode: 0o600 });
    await server.start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    ...server,
    version: install.version,
    url,
    dir,
    logPath: path.join(dir, 'log/grafana.log'),
    adminUser: 'admin',
    adminPassword,
    dispose,
  };
}

async function layOut(dir: string, { pluginDir = path.join(ROOT, 'dist'), tokenFile, ruleTiming }: PrivateGrafanaOptions): Promise<void> {
  await chmod(dir, 0o700);
  for (const folder of ['data', 'log', 'plugins', 'provisioning/dashboards']) {
    await mkdir(path.join(dir, folder), { recursive: true });
  }
  await symlink(pluginDir, path.join(dir, 'plugins', APP_ID));
  for (const [file, text] of Object.entries(provisioningFiles({ tokenFile, timing: ruleTiming }))) {
    const target = path.join(dir, 'provisioning', file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
