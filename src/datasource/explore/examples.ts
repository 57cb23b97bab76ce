import { t } from '@grafana/i18n';
import type { BanguiQuery } from '../types';

interface Example {
  title: string;
  text: string;
  query: Partial<BanguiQuery>;
}

/** Ready queries, at least one for each type that Explore can ask. */
export function examples(): Example[] {
  return [
    {
      title: t('example.status', 'How is fail2ban?'),
      text: t('example.status-text', 'One row with the state of the host, its jails and its counters.'),
      query: { queryType: 'status' },
    },
    {
      title: t('example.jails', 'All jails'),
      text: t('example.jails-text', 'Counters, rules, logs and actions of each jail.'),
      query: { queryType: 'jails' },
    },
    {
      title: t('example.bans', 'Who is banned now?'),
      text: t('example.bans-text', 'The active bans, newest first.'),
      query: { queryType: 'bans' },
    },
    {
      title: t('example.network', 'Bans of one network'),
      text: t('example.network-text', 'Active bans within 192.0.2.0/24; put your own network in its place.'),
      query: { queryType: 'bans', search: '192.0.2.0/24' },
    },
    {
      title: t('example.history', 'Those who came back'),
      text: t('example.history-text', 'Bans of the time range, of addresses that were banned five times or more.'),
      query: { queryType: 'history', minBans: 5 },
    },
    {
      title: t('example.trend', 'Bans over time'),
      text: t('example.trend-text', 'A line for each jail, in the time range.'),
      query: { queryType: 'trend', by: 'jail' },
    },
    {
      title: t('example.top', 'Most banned networks'),
      text: t('example.top-text', 'The ten networks with most bans in the time range.'),
      query: { queryType: 'top', by: 'network', limit: 10 },
    },
    {
      title: t('example.geo', 'Where bans come from'),
      text: t('example.geo-text', 'Bans of each country with its coordinates, for a map.'),
      query: { queryType: 'geo' },
    },
    {
      title: t('example.events', 'What happens right now'),
      text: t('example.events-text', 'Failures, bans and ends of bans as fail2ban logs them.'),
      query: { queryType: 'events', kinds: ['found', 'ban', 'unban'] },
    },
    {
      title: t('example.logs', 'Warnings of fail2ban'),
      text: t('example.logs-text', 'Its own log, from warnings upwards.'),
      query: { queryType: 'logs', level: 'WARNING' },
    },
    {
      title: t('example.check', 'Has a jail gone blind?'),
      text: t('example.check-text', 'A row for each jail, 1 where it no longer sees its log.'),
      query: { queryType: 'check', check: 'jail_blind' },
    },
    {
      title: t('example.sidecar', 'How is the sidecar?'),
      text: t('example.sidecar-text', 'Its own figures: archive, memory, calls to fail2ban.'),
      query: { queryType: 'sidecar' },
    },
  ];
}
