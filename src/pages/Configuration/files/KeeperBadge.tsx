import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import type { ConfigFileKeeper } from '../../../../pkg/contract/configFiles';

/** Who writes a file: an update of fail2ban, BanGUI's forms, or a person. */
export function KeeperBadge({ keeper }: { keeper: ConfigFileKeeper }) {
  switch (keeper) {
    case 'package':
      return <Badge color="darkgrey" text={t('files.keeper-package', 'Package')} />;
    case 'bangui':
      return <Badge color="green" text={t('files.keeper-bangui', 'BanGUI')} />;
    case 'local':
      return <Badge color="blue" text={t('files.keeper-local', 'Own')} />;
  }
}
