import { locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { exportPath } from '../../../api/configEndpoints';
import type { Standing } from '../standing';

/** A plain link, for who may configure; a target keeps Grafana from taking the click for one of its own pages. */
export function ExportLink({ standing: { uid, rights }, jail }: { standing: Standing; jail: string }) {
  return rights.can('configure') ? (
    <LinkButton size="sm" variant="secondary" icon="download-alt" target="_self" download={`${jail}.bangui.json`} href={locationUtil.assureBaseUrl(exportPath(uid, jail))}>
      {t('transfer.export', 'Export')}
    </LinkButton>
  ) : null;
}
