import type { HistoryBan } from '../../contract/history';
import type { JailAttention } from '../../contract/jails';
import type { FieldConfig } from './frame';
import { worded } from './fieldConfig';

type Looks = { text: string; color?: string };

const END_CAUSES: Record<NonNullable<HistoryBan['endCause']>, Looks> = {
  expired: { text: 'Expired', color: 'green' },
  unbanned: { text: 'Unbanned', color: 'blue' },
  jail_stopped: { text: 'Jail stopped', color: 'orange' },
  flushed: { text: 'All bans of the jail lifted', color: 'orange' },
};
const ORIGINS: Record<HistoryBan['origin'], Looks> = {
  own: { text: 'by hand' },
  database: { text: 'database' },
  log: { text: 'log' },
  observed: { text: 'list' },
};
const ATTENTIONS: Record<JailAttention, Looks> = {
  watches_nothing: { text: 'Watches nothing', color: 'red' },
  blocks_nothing: { text: 'Blocks nothing', color: 'orange' },
};
const BOTH: Looks = { text: Object.values(ATTENTIONS).map(({ text }) => text).join(', '), color: 'red' };

export const END_CAUSE: FieldConfig = { ...worded('How it ended', END_CAUSES), noValue: '–' };
export const ORIGIN: FieldConfig = worded('Learnt from', ORIGINS);
export const ATTENTION: FieldConfig = worded('Attention', { ...ATTENTIONS, [Object.keys(ATTENTIONS).join(', ')]: BOTH });

/** Levels as Grafana colours them itself, for where the log is shown as a table. */
export const SEVERITY: FieldConfig = worded('Level', {
  critical: { text: 'critical', color: 'purple' },
  error: { text: 'error', color: 'red' },
  warning: { text: 'warning', color: 'orange' },
  info: { text: 'info', color: 'green' },
  debug: { text: 'debug', color: 'blue' },
});
