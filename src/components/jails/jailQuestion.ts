import { t } from '@grafana/i18n';
import type { JailAction } from './jailActions';
import type { JailRow } from './jailRows';

interface Question {
  title: string;
  /** What a yes brings with it, sentence by sentence. */
  consequences: string[];
  confirm: string;
}

/** What a person is asked before a jail is changed; `canStart` tells whether a stop can be undone from here. */
export function questionOf(action: JailAction, { name: jail, jail: listed }: JailRow, canStart: boolean): Question {
  switch (action) {
    case 'stop':
      return {
        title: t('jail-dialog.stop', 'Stop {{jail}}?', { jail }),
        consequences: [
          liftedText(listed?.currentlyBanned ?? 0),
          t('jail-dialog.returns', 'As long as its configuration enables it, the jail returns at the next reload or restart of fail2ban.'),
          ...(canStart ? [] : [t('jail-dialog.no-return', 'Starting jails is switched off on this host: you cannot start it again from here.')]),
        ],
        confirm: t('jail-dialog.stop-yes', 'Stop the jail'),
      };
    case 'start':
      return {
        title: t('jail-dialog.start', 'Start {{jail}}?', { jail }),
        consequences: [t('jail-dialog.loads', 'fail2ban loads this jail alone from its configuration. Bans of it that have not ended return.')],
        confirm: t('jail-dialog.start-yes', 'Start the jail'),
      };
    case 'idle':
      return {
        title: t('jail-dialog.idle', 'Set {{jail}} idle?', { jail }),
        consequences: [
          t('jail-dialog.reads-nothing', 'The jail reads no log any more and finds nobody.'),
          t('jail-dialog.frozen', 'Expiry is frozen too: its bans stay beyond their time, until the jail wakes up.'),
          t('jail-dialog.by-hand', 'Bans and unbans by hand still work.'),
        ],
        confirm: t('jail-dialog.idle-yes', 'Set the jail idle'),
      };
    case 'wake':
      return {
        title: t('jail-dialog.wake', 'Wake {{jail}} up?', { jail }),
        consequences: [t('jail-dialog.resumes', 'The jail reads its logs again, and bans whose time is over end.')],
        confirm: t('jail-dialog.wake-yes', 'Wake the jail up'),
      };
  }
}

function liftedText(count: number): string {
  return count === 0 ? t('jail-dialog.lifts-none', 'It has no ban to lift.') : t('jail-dialog.lifts', 'This lifts all {{count}} bans of the jail.', { count });
}
