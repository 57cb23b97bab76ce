import { t } from '@grafana/i18n';

/** Why nothing can be done with a row. */
export function unknownHostText(): string {
  return t('panel.unknown-host', 'From these data nobody can tell which host the row is of');
}
