import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import type { ConfigDefinitionsResponse } from '../../../../pkg/contract/configReading';

type Files = ConfigDefinitionsResponse['definitions'][number]['files'];

/** Whether an update of fail2ban may replace it, and whether somebody has changed it. */
export function OwnerBadge({ files }: { files: Files }) {
  if (isOwn(files)) {
    return <Badge color="blue" text={t('owner.own', 'Own')} />;
  }
  return files.some(({ owner }) => owner === 'own') ? <Badge color="purple" text={t('owner.changed', 'Package, changed')} /> : <Badge color="darkgrey" text={t('owner.package', 'Package')} />;
}

export function isOwn(files: Files): boolean {
  return files.length > 0 && files.every(({ owner }) => owner === 'own');
}
