import { APP_ID, DATA_SOURCE_TYPE } from '../../src/constants';

export { DATA_SOURCE_TYPE as DATA_SOURCE_ID };

/** The app and all that is nested in it: Grafana wants each of them named before it loads an unsigned plugin. */
export const PLUGIN_IDS = [APP_ID, DATA_SOURCE_TYPE, 'bangui-jails-panel', 'bangui-bans-panel'] as const;
