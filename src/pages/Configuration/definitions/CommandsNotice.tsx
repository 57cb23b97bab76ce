import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { ConfigAccess } from '../../../../pkg/contract/configChanges';

/** Why an action cannot be changed where the rest can. */
export function CommandsNotice({ access }: { access: ConfigAccess | null }) {
  return access?.writes && !access.commands ? (
    <Alert severity="info" title={t('definition.no-commands', 'Actions can only be read from here')}>
      {t('definition.no-commands-why', 'They say what fail2ban runs as root. Whoever runs the sidecar allows changes with BANGUI_ALLOW_COMMANDS=true.')}
    </Alert>
  ) : null;
}
