import { t } from '@grafana/i18n';
import type { ServerAct } from '../../api/changes';

interface Question {
  title: string;
  consequences: string[];
  confirm: string;
}

/** What is asked before the server is reloaded, restarted or rolled back. */
export function serverQuestion(act: ServerAct, jail: string): Question {
  switch (act.kind) {
    case 'reload':
      return {
        title: act.jail === null ? t('server-act.reload-all', 'Reload all jails?') : t('server-act.reload-one', 'Reload {{jail}}?', { jail: act.jail }),
        consequences: [
          t('server-act.reload-text', 'Their configuration is read again, one jail after the other, and tried out before: a jail that could not be loaded keeps running as it is. Bans stay, except where a jail runs with a longer ban time than its files say: there the shorter one also holds for the bans in force, and ends those that are over by it.'),
          t('server-act.reload-live', 'What was set in a running jail without its configuration ends.'),
        ],
        confirm: t('server-act.reload', 'Reload'),
      };
    case 'restart':
      return {
        title: t('server-act.restart-title', 'Restart fail2ban?'),
        consequences: [
          t('server-act.restart-text', 'While it restarts nobody is banned, and the bans in force are lifted; those of its database return with their jails.'),
          t('server-act.restart-check', 'The configuration is tried out before. A server that does not come back within a minute is reported.'),
        ],
        confirm: t('server-act.restart', 'Restart'),
      };
    case 'rollback':
      return {
        title: t('server-act.rollback-title', 'Take back the activation of {{jail}}?', { jail }),
        consequences: [
          t('server-act.rollback-text', 'The configuration is put back as it was before. Where the jail was started without a change of it, it is disabled instead.'),
          t('server-act.rollback-restart', 'Then fail2ban is restarted: the bans in force are lifted meanwhile, and those of its database return with their jails.'),
        ],
        confirm: t('server-act.rollback', 'Roll back'),
      };
  }
}
