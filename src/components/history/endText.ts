import { t } from '@grafana/i18n';
import type { IconName } from '@grafana/ui';
import type { HistoryBan } from '../../../pkg/contract/history';
import { PLAIN } from '../../i18n';

type Ended = Pick<HistoryBan, 'start' | 'banTime' | 'endedAt' | 'endCause' | 'endedBy'>;

/** How a ban ended, or that it has not; `now` in epoch seconds. */
export function endOf(ban: Ended, now: number): { icon: IconName; text: string } {
  switch (ban.endCause) {
    case 'expired':
      return { icon: 'clock-nine', text: t('end.expired', 'Expired') };
    case 'unbanned':
      return {
        icon: 'unlock',
        text: ban.endedBy === null ? t('end.unbanned', 'Unbanned') : t('end.unbanned-by', 'Unbanned by {{who}}', { who: ban.endedBy, interpolation: PLAIN }),
      };
    case 'jail_stopped':
      return { icon: 'square-shape', text: t('end.jail-stopped', 'Jail stopped') };
    case 'flushed':
      return { icon: 'trash-alt', text: t('end.flushed', 'All bans of the jail lifted') };
    case null:
      return isOver(ban, now)
        ? { icon: 'question-circle', text: t('end.unknown', 'Over, nobody saw how') }
        : { icon: 'lock', text: t('end.running', 'Running') };
  }
}

function isOver({ start, banTime, endedAt }: Ended, now: number): boolean {
  return endedAt !== null || (banTime >= 0 && start + banTime <= now);
}
