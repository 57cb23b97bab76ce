import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';

/** What belongs to no country: private, reserved and the like. */
export const NOWHERE = 'ZZ';

/** Name of a country in the person's language; the code itself where nobody names it. */
export function countryName(code: string): string {
  if (code === NOWHERE) {
    return t('country.nowhere', 'No country');
  }
  try {
    return new Intl.DisplayNames([config.bootData.user.language || 'en-US'], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Country for people who know their codes, and for the others: "Germany (DE)". */
export function countryLabel(code: string): string {
  return code === NOWHERE ? countryName(code) : `${countryName(code)} (${code})`;
}
