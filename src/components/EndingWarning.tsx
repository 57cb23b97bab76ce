import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';

/** What is asked a second time where a shorter ban time comes into force. */
export function EndingWarning({ count }: { count: number }) {
  return (
    <Alert severity="warning" title={count === 0 ? t('parameters.ending-none', 'No ban ends at once, those in force end sooner') : t('parameters.ending', '{{count}} bans would be over at once', { count })}>
      {t('parameters.ending-text', 'A shorter ban time also holds for the bans in force. fail2ban lifts them when it next looks for bans that are over.')}
    </Alert>
  );
}
