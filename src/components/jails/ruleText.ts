import { t } from '@grafana/i18n';
import type { Jail } from '../../../pkg/contract/jails';
import { formatBanTime, formatSpan } from '../formatTime';

/** When a jail bans, and for how long, in one sentence. */
export function ruleText({ maxRetry, findTime, banTime, escalates }: Jail): string {
  const values = { count: maxRetry, findTime: formatSpan(findTime), banTime: formatBanTime(banTime) };
  return escalates
    ? t('jails.rule-escalates', '{{count}} failures in {{findTime}}: banned {{banTime}}, longer each time', values)
    : t('jails.rule-text', '{{count}} failures in {{findTime}}: banned {{banTime}}', values);
}
