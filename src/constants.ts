/** Ids that Grafana and saved dashboards know: never to be changed. */
export const APP_ID = 'bangui-fail2ban-app';
export const DATA_SOURCE_TYPE = 'bangui-fail2ban-datasource';
export const JAILS_PANEL_ID = 'bangui-jails-panel';
export const BANS_PANEL_ID = 'bangui-bans-panel';
export const OVERVIEW_DASHBOARD_UID = 'bangui-overview';

export const REFRESH_MS = 10_000;
/** How often a change under way is asked for. */
export const FOLLOW_MS = 1000;
export const SEARCH_DELAY_MS = 300;
/** What the API takes in one request. */
export const MAX_ADDRESSES = 1000;
