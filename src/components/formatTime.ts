import { dateTimeFormat, dateTimeFormatTimeAgo, formattedValueToString, getValueFormat } from '@grafana/data';
import { t } from '@grafana/i18n';

/** Epoch seconds in the person's own time zone. */
export function formatMoment(seconds: number): string {
  return dateTimeFormat(seconds * 1000);
}

/** "5 minutes ago", "in an hour". */
export function formatAgo(seconds: number): string {
  return dateTimeFormatTimeAgo(seconds * 1000);
}

/** "9 minutes, 30 seconds": the two largest parts, the second only where it is not zero. */
export function formatSpan(seconds: number): string {
  return formattedValueToString(getValueFormat('dtdurations')(Math.max(0, Math.round(seconds)), 1)).replace(/, 0 \w+$/, '');
}

/** A length of a ban, of which -1 or null means for ever. */
export function formatBanTime(seconds: number | null): string {
  return seconds === null || seconds < 0 ? t('time.for-ever', 'for ever') : formatSpan(seconds);
}
