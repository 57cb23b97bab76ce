import { t } from '@grafana/i18n';
import type { ComboboxOption } from '@grafana/ui';
import type { QueryType, StatusField } from '../../pkg/contract/queries';

export function typeOptions(): Array<ComboboxOption<QueryType>> {
  const label: Record<QueryType, string> = {
    status: t('type.status', 'Status'),
    jails: t('type.jails', 'Jails'),
    bans: t('type.bans', 'Active bans'),
    history: t('type.history', 'History of bans'),
    trend: t('type.trend', 'Bans over time'),
    top: t('type.top', 'Most banned'),
    geo: t('type.geo', 'Bans by country, on a map'),
    events: t('type.events', 'Live events'),
    logs: t('type.logs', 'Log of fail2ban'),
    annotations: t('type.annotations', 'Annotations'),
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

function optionsOf<K extends string>(label: Record<K, string>): Array<ComboboxOption<K>> {
  return (Object.keys(label) as K[]).map((value) => ({ value, label: label[value] }));
}
