import type { HistorySync } from '../services/createHistorySync';
import type { Job } from './createJobs';

export const HISTORY_SYNC_SECONDS = 300;

/** Every job of the sidecar. Probes of fail2ban's health have a timer of their own: they come sooner after a failure. */
export function jobTable({ historySync }: { historySync: Pick<HistorySync, 'sync'> }): Job[] {
  return [{ name: 'history_sync', everySeconds: HISTORY_SYNC_SECONDS, run: historySync.sync }];
}
