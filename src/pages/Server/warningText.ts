import { t } from '@grafana/i18n';
import type { GlobalConfig } from '../../../pkg/contract/configServer';

/** What a value of the server keeps BanGUI from seeing. */
export function warningText(code: GlobalConfig['warnings'][number]['code']): string {
  switch (code) {
    case 'log_level_blind':
      return t('server.warn-log-level', 'At this log level fail2ban writes down neither bans nor unbans: history, live events and alerts are incomplete. NOTICE is the quietest level that tells of them.');
    case 'no_database':
      return t('server.warn-database', 'fail2ban keeps no database: it forgets its bans at a restart, and the history has only what its log tells.');
    case 'purge_age_short':
      return t('server.warn-purge-age', 'fail2ban deletes bans from its database within an hour: what it bans while the sidecar is away for longer is lost to the history.');
  }
}
