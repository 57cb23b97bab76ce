import { t } from '@grafana/i18n';
import type { AddressPage } from '../../../pkg/contract/addresses';

/** Who told the country of an address; null for what belongs to no country, or is known to nobody. */
export function placeSourceText(source: AddressPage['geo']['source']): string | null {
  switch (source) {
    case 'city_mmdb':
      return t('place-source.city-mmdb', 'City file of this host');
    case 'country_mmdb':
      return t('place-source.country-mmdb', 'Country file of this host');
    case 'asn_mmdb':
      return t('place-source.asn-mmdb', 'AS file of this host');
    case 'free_country':
      return t('place-source.free-country', 'Free database that comes with BanGUI');
    case 'provider':
      return t('place-source.provider', 'Web service');
    default:
      return null;
  }
}
