import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from '../../../pkg/attach/createTarget';
import type { GrafanaInstall } from '../findGrafana';
import type { Machine } from './createMachine';

export const ADMIN_PASSWORD = 'only-for-this-machine';
export const FOREIGN_PLUGIN = 'somebody-elses-panel';

const FILES = {
  '/etc/default/grafana-server': `GRAFANA_USER=grafana
GRAFANA_GROUP=grafana
GRAFANA_HOME=/usr/share/grafana
LOG_DIR=/var/log/grafana
DATA_DIR=/var/lib/grafana
CONF_FILE=/etc/grafana/grafana.ini
PLUGINS_DIR=/var/lib/grafana/plugins
PROVISIONING_CFG_DIR=/etc/grafana/provisioning
`,
  '/etc/grafana/grafana.ini': `[security]
admin_password = ${ADMIN_PASSWORD}
[analytics]
reporting_enabled = false
check_for_updates = false
check_for_plugin_updates = false
[plugins]
allow_loading_unsigned_plugins = ${FOREIGN_PLUGIN}
preinstall_disabled = true
public_key_retrieval_disabled = true
`,
  '/lib/systemd/system/grafana-server.service': `[Service]
EnvironmentFile=/etc/default/grafana-server
User=grafana
WorkingDirectory=/usr/share/grafana
RuntimeDirectory=grafana
ExecStart=/usr/share/grafana/bin/grafana server --config=\${CONF_FILE} --packaging=deb cfg:default.paths.logs=\${LOG_DIR} cfg:default.paths.data=\${DATA_DIR} cfg:default.paths.plugins=\${PLUGINS_DIR} cfg:default.paths.provisioning=\${PROVISIONING_CFG_DIR}
`,
};

/** Grafana laid out as its Debian package does it, under a user of its own, with a setting that its admin made. */
export async function installGrafana(machine: Machine, target: Target, { home }: GrafanaInstall): Promise<void> {
  const script = `
    groupadd --system grafana
    useradd --system --gid grafana --no-create-home --home-dir /usr/share/grafana --shell /bin/false grafana
    mkdir -p /usr/share/grafana /etc/grafana/provisioning/datasources /etc/grafana/provisioning/plugins /etc/grafana/provisioning/alerting /etc/grafana/provisioning/dashboards
    install -d -o grafana -g grafana /var/lib/grafana /var/lib/grafana/plugins /var/log/grafana`;
  const made = await machine.run('/bin/sh', ['-ec', script]);
  const bound = await machine.runBeside('/bin/mount', ['--bind', home, `${machine.root}/usr/share/grafana`]);
  if (made.code !== 0 || bound.code !== 0) {
    throw new Error(`Grafana could not be laid out: ${made.stderr}${bound.stderr}`);
  }
  for (const [file, text] of Object.entries(FILES)) {
    const place = await target.locate(file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
  }
}
