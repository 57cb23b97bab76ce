import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from './createTarget';
import type { Target } from './createTarget';
import { environmentOf, iniValue, unitEnvironment } from './iniText';

export interface GrafanaSetup {
  plugins: string;
  provisioning: string;
  /** Where it answers on this machine. */
  url: string;
  /** Its group of the operating system. */
  group: string;
  /** The admin's list of plugins that may go unsigned, wherever it is set; without what we set. */
  unsigned: string;
}

export const DROP_IN_FOLDER = '/etc/systemd/system/grafana-server.service.d';
export const DROP_IN = `${DROP_IN_FOLDER}/bangui.conf`;
const DEFAULTS_FILES = ['/etc/default/grafana-server', '/etc/sysconfig/grafana-server'];

/** Reads how the packages of Grafana are set up: an ini file, a file of variables that overrule it, drop-ins of systemd. */
export async function findGrafana(target: Target): Promise<GrafanaSetup> {
  const defaults = Object.assign({}, ...(await Promise.all(DEFAULTS_FILES.map(async (file) => environmentOf(await target.read(file))))));
  const env: Record<string, string | undefined> = { ...(await dropInEnvironment(target)), ...defaults };
  const iniFile = env.CONF_FILE ?? '/etc/grafana/grafana.ini';
  const ini = await target.read(iniFile);
  const home = env.GRAFANA_HOME ?? '/usr/share/grafana';
  const setting = (section: string, key: string) =>
    env[`GF_${section}_${key}`.toUpperCase()] ?? iniValue(ini, section, key);
  const folder = (key: string, packaged: string | undefined, fallback: string) => path.posix.resolve(home, setting('paths', key) ?? packaged ?? fallback);

  const host = setting('server', 'http_addr') ?? '127.0.0.1';
  const protocol = setting('server', 'protocol') === 'https' ? 'https' : 'http';
  const everywhere = ['0.0.0.0', '::', '[::]'].includes(host);
  return {
    plugins: folder('plugins', env.PLUGINS_DIR, '/var/lib/grafana/plugins'),
    provisioning: folder('provisioning', env.PROVISIONING_CFG_DIR, '/etc/grafana/provisioning'),
    url: `${protocol}://${everywhere ? '127.0.0.1' : host}:${setting('server', 'http_port') ?? '3000'}${subPath(setting)}`,
    group: env.GRAFANA_GROUP ?? 'grafana',
    unsigned: setting('plugins', 'allow_loading_unsigned_plugins') ?? '',
  };
}

function subPath(setting: (section: string, key: string) => string | null): string {
  const root = setting('server', 'root_url') ?? '';
  return setting('server', 'serve_from_sub_path') === 'true' ? root.replace(/^\w+:\/\/[^/]*/, '').replace(/\/$/, '') : '';
}

/** Of every drop-in but ours, in the order systemd reads them. */
async function dropInEnvironment(target: Target): Promise<Record<string, string>> {
  const folder = await target.locate(DROP_IN_FOLDER);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  });
  const others = names.filter((name) => name.endsWith('.conf') && `${DROP_IN_FOLDER}/${name}` !== DROP_IN).sort();
  const texts = await Promise.all(others.map((name) => target.read(`${DROP_IN_FOLDER}/${name}`)));
  return Object.assign({}, ...texts.map(unitEnvironment));
}
