import type { Jail } from '../domain/jail';
import type { Family } from './family';
import { known } from './family';
import type { Snapshot } from './snapshot';

const ofJails = (read: (jail: Jail) => number) => ({ jails }: Snapshot) => (jails ?? []).map((jail) => ({ value: read(jail), labels: { jail: jail.name } }));

/**
 * The families of the fail2ban exporter for Prometheus, under its names and labels, so that dashboards made for it work. Types are
 * its own as far as the names allow: its two totals of jails are gauges there, its errors a counter, its number of jails a gauge.
 */
export const exporterFamilies: ReadonlyArray<Family<Snapshot>> = [
  { name: 'f2b_up', help: 'Whether fail2ban answers: 1, or 0.', type: 'gauge', read: ({ status }) => known(status.up) },
  { name: 'f2b_jail_count', help: 'Number of running jails.', type: 'untyped', read: ({ jails }) => known(jails?.length) },
  { name: 'f2b_jail_banned_current', help: 'Addresses that the jail bans now.', type: 'gauge', read: ofJails((jail) => jail.currentlyBanned) },
  { name: 'f2b_jail_banned_total', help: 'Bans since the jail was started, also those that are over.', type: 'counter', read: ofJails((jail) => jail.totalBanned) },
  { name: 'f2b_jail_failed_current', help: 'Failures that the jail counts now.', type: 'gauge', read: ofJails((jail) => jail.currentlyFailed) },
  { name: 'f2b_jail_failed_total', help: 'Failures since the jail was started.', type: 'counter', read: ofJails((jail) => jail.totalFailed) },
  { name: 'f2b_config_jail_ban_time', help: 'Ban time of the jail in seconds, -1 for ever.', type: 'gauge', read: ofJails((jail) => jail.banTime) },
  { name: 'f2b_config_jail_find_time', help: 'Find time of the jail in seconds.', type: 'gauge', read: ofJails((jail) => jail.findTime) },
  { name: 'f2b_config_jail_max_retries', help: 'Failures within the find time that lead to a ban.', type: 'gauge', read: ofJails((jail) => jail.maxRetry) },
  {
    name: 'f2b_version',
    help: 'Versions of what exports this and of fail2ban; always 1.',
    type: 'gauge',
    read: ({ status }) => (status.version === null ? [] : [{ value: 1, labels: { exporter: status.sidecarVersion, fail2ban: status.version } }]),
  },
];
