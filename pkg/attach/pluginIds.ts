/** The app and all that is nested in it: Grafana wants each of them named before it loads an unsigned plugin. */
export const APP_PLUGIN = 'bangui-fail2ban-app';
export const PLUGIN_IDS = [APP_PLUGIN, 'bangui-fail2ban-datasource', 'bangui-jails-panel', 'bangui-bans-panel'] as const;

export const UNSIGNED = 'GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS';

/** The ids that are allowed already, and ours behind them. */
export function allowAlso(allowed: string): string {
  return [...new Set([...idsIn(allowed), ...PLUGIN_IDS])].join(',');
}

export function idsIn(list: string): string[] {
  return list.split(/[\s,]+/).filter(Boolean);
}
