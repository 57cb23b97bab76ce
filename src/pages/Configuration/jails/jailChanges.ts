import { t } from '@grafana/i18n';
import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';
import { PLAIN } from '../../../i18n';
import type { ChosenChange } from '../change/ChangeDialog';

export type JailAct = 'activate' | 'deactivate' | 'delete';

/** What a person is asked before a jail is activated, deactivated or deleted; `bans` is null when it does not run, or nobody knows. */
export function questionOf(act: JailAct, { name, enabled }: Pick<ConfigJailSummary, 'name' | 'enabled'>, bans: number | null): ChosenChange {
  const values = { name, interpolation: PLAIN };
  const lifted = bans === null ? [] : [bans === 0 ? t('config-jail.lifts-none', 'It has no ban to lift.') : t('config-jail.lifts', 'This lifts all {{count}} bans of the jail.', { count: bans })];
  switch (act) {
    case 'activate':
      return {
        title: t('config-jail.activate', 'Activate {{name}}?', values),
        change: { kind: 'activate_jail', jail: name },
        consequences: [t('config-jail.starts', 'fail2ban starts this jail now and with each start from now on. Bans of it that have not ended return.')],
      };
    case 'deactivate':
      return {
        title: t('config-jail.deactivate', 'Deactivate {{name}}?', values),
        change: { kind: 'deactivate_jail', jail: name },
        consequences: [t('config-jail.ends', 'fail2ban ends this jail and does not start it any more.'), ...lifted],
        destructive: true,
      };
    case 'delete':
      return {
        title: t('config-jail.delete', 'Delete {{name}}?', values),
        change: { kind: 'delete_jail', jail: name },
        consequences: [t('config-jail.gone', 'The jail goes from the configuration; the history keeps what it said.'), ...(enabled ? lifted : [])],
        destructive: true,
      };
  }
}
