import { t } from '@grafana/i18n';

/** Why fail2ban cannot be restarted from here; undefined when it can. */
export function restartObstacle(canRestart: boolean): string | undefined {
  return canRestart
    ? undefined
    : t('restart.not-set', 'fail2ban cannot be restarted from here: BANGUI_FAIL2BAN_RESTART of the sidecar does not say how. Set it, for example to “systemctl restart fail2ban”, and restart the sidecar.');
}
