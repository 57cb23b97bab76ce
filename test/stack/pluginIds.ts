export const APP_ID = 'bangui-fail2ban-app';
export const DATA_SOURCE_ID = 'bangui-fail2ban-datasource';
/** The app and all that is nested in it: Grafana wants each of them named before it loads an unsigned plugin. */
export const PLUGIN_IDS = [APP_ID, DATA_SOURCE_ID, 'bangui-jails-panel', 'bangui-bans-panel'] as const;
