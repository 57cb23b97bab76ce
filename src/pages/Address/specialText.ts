import { t } from '@grafana/i18n';

/** What a special range is for; the sidecar's own word where it knows more of them. */
export function specialText(special: string): string {
  switch (special) {
    case 'private':
      return t('special.private', 'Private network');
    case 'cgnat':
      return t('special.cgnat', 'Shared by a provider (CGNAT)');
    case 'loopback':
      return t('special.loopback', 'The host itself');
    case 'link-local':
      return t('special.link-local', 'Link-local');
    case 'documentation':
      return t('special.documentation', 'For documentation');
    case 'multicast':
      return t('special.multicast', 'Multicast');
    case 'reserved':
      return t('special.reserved', 'Reserved');
    default:
      return special;
  }
}
