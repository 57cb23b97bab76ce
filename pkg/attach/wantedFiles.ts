import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DROP_IN } from './findGrafana';
import type { GrafanaSetup } from './findGrafana';
import { APP_PLUGIN, allowAlso, UNSIGNED } from './pluginIds';

export interface WantedFile {
  /** As the machine's own programs call it. */
  path: string;
  mode: number;
  content: Buffer;
}

export interface WantedOptions {
  /** Where `npm run package` has put its folders. */
  packages: string;
  grafana: GrafanaSetup;
  /** The node that is to run the sidecar. */
  node: string;
  /** Where the sidecar lays Grafana's token. */
  tokenFile: string;
}

export const HOME = '/usr/local/lib/bangui';
export const UNIT = '/etc/systemd/system/bangui.service';
/** What Grafana is told beside its ini. */
export const GRAFANA_ENV = `${HOME}/grafana.env`;
const DEFAULT_TOKEN_FILE = '/run/bangui/grafana/token';

/** Every file that a prepared machine has. None of the admin's is among them: what they set is merged into files of our own. */
export async function wantedFiles({ packages, grafana, node, tokenFile }: WantedOptions): Promise<WantedFile[]> {
  const bundle = path.join(packages, 'sidecar');
  const text = async (file: string) => readFile(path.join(bundle, file), 'utf8');
  const dataSource = (await text('provisioning/datasources/bangui.yaml')).replaceAll(DEFAULT_TOKEN_FILE, tokenFile);
  return [
    ...(await tree(bundle, HOME)),
    ...(await tree(path.join(packages, APP_PLUGIN), `${grafana.plugins}/${APP_PLUGIN}`)),
    file(UNIT, unitFor(await text('bangui.service'), node, grafana.group)),
    file(GRAFANA_ENV, `${ENV_HEAD}${UNSIGNED}=${allowAlso(grafana.unsigned)}\n`),
    file(DROP_IN, DROP_IN_TEXT),
    file(`${grafana.provisioning}/plugins/bangui.yaml`, await text('provisioning/plugins/bangui.yaml')),
    file(`${grafana.provisioning}/datasources/bangui.yaml`, dataSource),
  ];
}

const ENV_HEAD = `# Written by BanGUI's "npm run attach". This list overrules the one of grafana.ini, which was taken over as it was then:
# after a change of allow_loading_unsigned_plugins there, run "npm run attach" again.
`;

// A file of variables overrules both the ini and the variables that Grafana's own unit reads.
const DROP_IN_TEXT = `# Written by BanGUI's "npm run attach". The file below overrules the list of unsigned plugins in grafana.ini.
[Unit]
Wants=bangui.service
After=bangui.service

[Service]
EnvironmentFile=-${GRAFANA_ENV}
`;

function unitFor(unit: string, node: string, group: string): string {
  const withNode = unit.replace(/^(ExecStart(?:Post)?=)\S+/gm, `$1${node}`);
  return group === 'grafana' ? withNode : withNode.replace(/^EnvironmentFile=/m, `Environment=BANGUI_PLUGIN_SOCKET_GROUP=${group}\n$&`);
}

function file(target: string, text: string): WantedFile {
  return { path: target, mode: 0o644, content: Buffer.from(text) };
}

async function tree(source: string, target: string): Promise<WantedFile[]> {
  const entries = (await readdir(source, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: WantedFile[] = [];
  for (const entry of entries) {
    const from = path.join(source, entry.name);
    if (entry.isDirectory()) {
      files.push(...(await tree(from, `${target}/${entry.name}`)));
    } else if (entry.isFile()) {
      const mode = (await stat(from)).mode & 0o111 ? 0o755 : 0o644;
      files.push({ path: `${target}/${entry.name}`, mode, content: await readFile(from) });
    }
  }
  return files;
}
