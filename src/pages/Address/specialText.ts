import { t } from '@grafana/i18n';
import type { SpecialRange } from '../../../pkg/contract/geoSources';

/** What a special range is for. */
export function specialText(special: SpecialRange): string {
  switch (special) {
    case 'unspecified':
      return t('special.unspecified', 'Unspecified address');
    case 'private':
      return t('special.private', 'Private network');
    case 'loopback':
      return t('special.loopback', 'The host itself');
    case 'link-local':
      return t('special.link-local', 'Link-local');
    case 'cgnat':
      return t('special.cgnat', 'Shared by a provider (CGNAT)');
    case 'documentation':
      return t('special.documentation', 'For documentation');
    case 'benchmarking':
      return t('special.benchmarking', 'For benchmarks');
    case 'multicast':
      return t('special.multicast', 'Multicast');
    case 'broadcast':
      return t('special.broadcast', 'Broadcast');
    case 'unique-local':
      return t('special.unique-local', 'Private network (unique local)');
    case 'reserved':
      return t('special.reserved', 'Reserved');
    case 'no-address':
      return t('special.no-address', 'No address');
  }
}
