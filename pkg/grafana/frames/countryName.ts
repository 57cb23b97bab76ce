import { NO_COUNTRY } from '../../contract/geoSources';

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** In English; a code that is none stays as it is. */
export function countryName(code: string): string {
  return code === NO_COUNTRY ? 'no country' : /^[A-Z]{2}$/.test(code) ? (NAMES.of(code) ?? code) : code;
}
