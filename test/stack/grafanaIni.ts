import { DATA_SOURCE_TYPE } from '../../src/constants';
import { PLUGIN_IDS } from './pluginIds';

export type Ini = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

export interface GrafanaIniOptions {
  dir: string;
  port: number;
  adminPassword: string;
  pluginSocket: string;
  /** How often rules may be evaluated; Grafana's own 10 s when left out. */
  alertTickSeconds?: number;
  /** Further sections and keys, or others in place of ours. */
  ini?: Ini;
}

/** A Grafana that keeps to itself: everything in its own folder, nothing looked up or sent elsewhere. */
export function grafanaIni(options: GrafanaIniOptions): string {
  const { dir, port, alertTickSeconds } = options;
  const ticking: Ini =
    alertTickSeconds === undefined
      ? {}
      : {
          unified_alerting: { enabled: true, scheduler_tick_interval: `${alertTickSeconds}s`, min_interval: `${alertTickSeconds}s` },
          feature_toggles: { configurableSchedulerTick: true },
        };
  return toIni(
    merge(
      {
        paths: { data: `${dir}/data`, logs: `${dir}/log`, plugins: `${dir}/plugins`, provisioning: `${dir}/provisioning` },
        server: { protocol: 'http', http_addr: '127.0.0.1', http_port: port, root_url: `http://127.0.0.1:${port}/` },
        security: { admin_user: 'admin', admin_password: options.adminPassword, disable_gravatar: true },
        analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false, feedback_links_enabled: false },
        news: { news_feed_enabled: false },
        snapshots: { external_enabled: false },
        plugins: {
          allow_loading_unsigned_plugins: PLUGIN_IDS.join(','),
          preinstall_disabled: true,
          public_key_retrieval_disabled: true,
        },
        [`plugin.${DATA_SOURCE_TYPE}`]: { grpc_socket: options.pluginSocket },
        public_dashboards: { enabled: true },
        unified_alerting: { enabled: true },
        log: { mode: 'console file', level: 'info' },
      },
      ticking,
      options.ini ?? {}
    )
  );
}

function merge(...parts: Ini[]): Ini {
  const sections = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  return Object.fromEntries(sections.map((section) => [section, Object.assign({}, ...parts.map((part) => part[section]))]));
}

function toIni(ini: Ini): string {
  return Object.entries(ini)
    .map(([section, keys]) => `[${section}]\n${Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`).join('')}`)
    .join('\n');
}
