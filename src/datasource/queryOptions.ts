import { t } from '@grafana/i18n';
import type { ComboboxOption } from '@grafana/ui';
import type { TopGroup } from '../../pkg/contract/aggregates';
import type { TrendGroup } from '../../pkg/contract/history';
import type { AnnotationKind, Check, EventKind, Query, QueryType, StatusField } from '../../pkg/contract/queries';
import type { VariableKind } from './types';

/** What a panel, a rule or Explore may ask for; annotations have an editor of their own. */
type PanelType = Exclude<QueryType, 'annotations'>;
type LogLevel = NonNullable<Extract<Query, { queryType: 'logs' }>['level']>;

export function typeOptions(): Array<ComboboxOption<PanelType>> {
  const label: Record<PanelType, string> = {
    status: t('type.status', 'Status'),
    jails: t('type.jails', 'Jails'),
    bans: t('type.bans', 'Active bans'),
    history: t('type.history', 'History of bans'),
    trend: t('type.trend', 'Bans over time'),
    top: t('type.top', 'Most banned'),
    geo: t('type.geo', 'Bans by country, on a map'),
    logs: t('type.logs', 'Log of fail2ban'),
    events: t('type.events', 'Live events'),
    check: t('type.check', 'Check'),
    sidecar: t('type.sidecar', 'Sidecar'),
  };
  return optionsOf(label);
}

export function fieldOptions(): Array<ComboboxOption<StatusField>> {
  const label: Record<StatusField, string> = {
    up: t('field.up', 'fail2ban is up (1 or 0)'),
    answering: t('field.answering', 'Sidecar answers (always 1)'),
    busySeconds: t('field.busy-seconds', 'Busy for (seconds)'),
    jails: t('field.jails', 'Jails'),
    currentlyBanned: t('field.currently-banned', 'Currently banned'),
    totalBanned: t('field.total-banned', 'Banned since start'),
    currentlyFailed: t('field.currently-failed', 'Currently failed'),
    totalFailed: t('field.total-failed', 'Failed since start'),
  };
  return optionsOf(label);
}

export function topGroupOptions(): Array<ComboboxOption<TopGroup>> {
  const label: Record<TopGroup, string> = {
    address: t('group.address', 'Address'),
    network: t('group.network', 'Network (/24, /48)'),
    country: t('group.country', 'Country'),
    asn: t('group.asn', 'Autonomous system'),
    jail: t('group.jail', 'Jail'),
  };
  return optionsOf(label);
}

export function trendGroupOptions(): Array<ComboboxOption<TrendGroup>> {
  const kept: Record<TrendGroup, true> = { jail: true, country: true, asn: true };
  const groups = topGroupOptions();
  return (Object.keys(kept) as TrendGroup[]).flatMap((value) => groups.filter((group) => group.value === value).map((group) => ({ ...group, value })));
}

/** Words of fail2ban itself, least first. */
export function levelOptions(): Array<ComboboxOption<LogLevel>> {
  const words: Record<LogLevel, string> = { DEBUG: 'DEBUG', INFO: 'INFO', NOTICE: 'NOTICE', WARNING: 'WARNING', ERROR: 'ERROR', CRITICAL: 'CRITICAL' };
  return optionsOf(words);
}

export function eventOptions(): Array<ComboboxOption<EventKind>> {
  const label: Record<EventKind, string> = {
    found: t('event.found', 'Failures'),
    ban: t('event.ban', 'Bans'),
    unban: t('event.unban', 'Ends of bans'),
    jail: t('event.jail', 'Starts and stops of jails'),
    server: t('event.server', 'Starts and stops of fail2ban'),
  };
  return optionsOf(label);
}

export function checkOptions(): Array<ComboboxOption<Check>> {
  const label: Record<Check, string> = {
    down: t('check.down', 'fail2ban is down'),
    stuck: t('check.stuck', 'fail2ban is stuck'),
    jail_vanished: t('check.jail-vanished', 'A jail has vanished'),
    jail_blind: t('check.jail-blind', 'A jail has gone blind'),
    not_enforced: t('check.not-enforced', 'Bans are not enforced'),
    ban_surge: t('check.ban-surge', 'Far more bans than usual'),
    mass_unban: t('check.mass-unban', 'Many bans lifted at once'),
    archive: t('check.archive', 'The archive cannot be written'),
    half_blind: t('check.half-blind', 'BanGUI sees only half'),
    recovery: t('check.recovery', 'A crash after an activation'),
  };
  return optionsOf(label);
}

export function annotationOptions(): Array<ComboboxOption<AnnotationKind>> {
  const label: Record<AnnotationKind, string> = {
    server: t('annotation.server', 'Starts and stops of fail2ban'),
    jails: t('annotation.jails', 'Starts and stops of jails'),
    bans: t('annotation.bans', 'Bans of a jail or an address'),
    config: t('annotation.config', 'Changes of the configuration'),
  };
  return optionsOf(label);
}

export function kindOptions(): Array<ComboboxOption<VariableKind>> {
  const label: Record<VariableKind, string> = {
    jails: t('kind.jails', 'Jails'),
    countries: t('kind.countries', 'Countries'),
    asns: t('kind.asns', 'Autonomous systems'),
    addresses: t('kind.addresses', 'Addresses'),
  };
  return optionsOf(label);
}

function optionsOf<K extends string>(label: Record<K, string>): Array<ComboboxOption<K>> {
  return (Object.keys(label) as K[]).map((value) => ({ value, label: label[value] }));
}
