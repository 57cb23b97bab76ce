import type { ConfigWatch } from '../services/config/createConfigWatch';
import type { FilterTrials } from '../services/checks/createFilterTrials';
import type { GeoService } from '../services/geo/createGeoService';
import type { HistorySync } from '../services/history/createHistorySync';
import type { LokiShipping } from '../services/loki/createLokiShipping';
import type { Maintenance } from '../services/archive/createMaintenance';
import type { Job } from './createJobs';

export const HISTORY_SYNC_SECONDS = 300;
const CONFIG_WATCH_SECONDS = 60;
const GEO_RESOLVE_SECONDS = 600;
const LOKI_SHIP_SECONDS = 5;
const DAY_SECONDS = 86_400;

interface JobServices {
  filterTrials: Pick<FilterTrials, 'run'>;
  historySync: Pick<HistorySync, 'sync'>;
  geo: Pick<GeoService, 'resolvePending'>;
  maintenance: Pick<Maintenance, 'run'>;
  configWatch: Pick<ConfigWatch, 'run'>;
  /** Null when nothing is shipped. */
  shipping: Pick<LokiShipping, 'ship'> | null;
}

/** Every job of the sidecar. Probes of fail2ban's health have a timer of their own: they come sooner after a failure. */
export function jobTable({ historySync, geo, maintenance, configWatch, filterTrials, shipping }: JobServices): Job[] {
  return [
    { name: 'history_sync', everySeconds: HISTORY_SYNC_SECONDS, run: historySync.sync },
    { name: 'geo_resolve', everySeconds: GEO_RESOLVE_SECONDS, run: geo.resolvePending },
    { name: 'config_watch', everySeconds: CONFIG_WATCH_SECONDS, run: configWatch.run },
    // Not at once: who restarts the sidecar again and again should not wait for a check of the whole archive each time.
    { name: 'archive_maintenance', everySeconds: DAY_SECONDS, firstAfterSeconds: 600, run: maintenance.run },
    { name: 'blind_check', everySeconds: DAY_SECONDS, firstAfterSeconds: 300, run: filterTrials.run },
    ...(shipping ? [{ name: 'loki_ship', everySeconds: LOKI_SHIP_SECONDS, run: shipping.ship }] : []),
  ];
}
